"""Proofs about the library: what each procedure declares."""
