"""The register under attack, and the operations that must not alarm it."""
