"""Ledgers and organisations brought in and written back, over both databases and by the real command."""
