"""The front counter for machines: the HTTP interface under /api/v1."""
