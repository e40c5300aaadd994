"""Tests of the filing room."""
