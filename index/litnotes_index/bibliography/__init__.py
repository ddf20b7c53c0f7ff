"""Bibliographic items of papers, and the formats that they are written in."""

from litnotes_index.bibliography.items import Item, items

__all__ = ["Item", "items"]
