"""Organs that end, divide or come under another superior."""
