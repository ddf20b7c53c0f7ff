"""Bibliographic items of papers, and the formats that they are written in."""

from litnotes_index.bibliography.items import items
from litnotes_index.readers.csl import Item

__all__ = ["Item", "items"]
