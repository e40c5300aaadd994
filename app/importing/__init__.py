"""Ledgers and organisations brought in through the one door, and ledgers written back."""
