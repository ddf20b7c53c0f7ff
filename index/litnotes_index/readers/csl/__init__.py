"""Records of dumps as bibliographic items, with all that a format tells of them.

Indexing keeps of a record what is looked for; what only a list of references needs is read again
when such a list is made.
"""

from litnotes_index.readers.csl.told import ARXIV, Item, item_of

__all__ = ["ARXIV", "Item", "item_of"]
