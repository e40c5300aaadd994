"""One idea at a time, without a database."""
