"""Periods counted a second time, by a program that shares no line with the engine: both must come to the same end."""
