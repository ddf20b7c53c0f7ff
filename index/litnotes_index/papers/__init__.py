"""The papers index: which entries are there, in which dumps, and which of them are one paper.

One Tantivy document per entry, one per source file (the manifest), one for the index as a whole;
entries are merged into papers when they are read. What is asked of it is asked of `search`, which
only who asks loads: indexing goes without.
"""

from litnotes_index.papers.snapshot import IndexState, Snapshot
from litnotes_index.papers.store import Batch, PapersIndex

__all__ = ["Batch", "IndexState", "PapersIndex", "Snapshot"]
