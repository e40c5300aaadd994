"""Proofs about what the command line prints."""
