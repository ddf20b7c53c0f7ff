"""Bibliographic items of papers, and the formats that they are written in."""

from litnotes_index.bibliography.items import Unread, items, read_again
from litnotes_index.readers.csl import Item

__all__ = ["Item", "Unread", "items", "read_again"]
