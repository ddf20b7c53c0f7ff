"""Benches: run them by hand; nothing in the test suite is timed."""
