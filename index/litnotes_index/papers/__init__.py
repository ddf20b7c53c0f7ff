"""The papers index: which entries are there, in which dumps, and which of them are one paper.

One Tantivy document per entry, one per source file (the manifest), one for the index as a whole;
entries are merged into papers when they are read.
"""

from litnotes_index.papers.ranking import Cited
from litnotes_index.papers.search import PaperSearch
from litnotes_index.papers.snapshot import IndexState, Snapshot
from litnotes_index.papers.store import Batch, PapersIndex

__all__ = ["Batch", "Cited", "IndexState", "PaperSearch", "PapersIndex", "Snapshot"]
