"""The register: entries in canonical bytes, appended, proved, replayed and exported."""
