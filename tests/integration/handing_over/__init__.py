"""Handing over when an officer leaves, on whole installations."""
