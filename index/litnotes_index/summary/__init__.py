"""Which sentences of an abstract say what the paper does and finds."""

from litnotes_index.summary.ranking import summarize
from litnotes_index.summary.splitter import sentences

__all__ = ["sentences", "summarize"]
