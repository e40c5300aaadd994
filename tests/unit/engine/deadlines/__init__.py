"""Periods: how they are counted, and what becomes of them while their case goes on."""
