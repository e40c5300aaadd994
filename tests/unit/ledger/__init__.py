"""Clue ledgers: what units send, what is made of it, what goes back."""
