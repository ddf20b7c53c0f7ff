"""The library behind litnotes: reads dumps of papers, indexes them, and finds them in notes."""

__version__ = "0.1.0"
