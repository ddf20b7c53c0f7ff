"""Papers as bibliographic items: what a list of references is made of."""

from collections.abc import Sequence

from litnotes_index.model import Paper
from litnotes_index.readers.csl import Item, item_of


def items(papers: Sequence[Paper]) -> list[Item]:
    """Return the item of each paper in their order, `id` its key, as full as its dumps tell it.

    The dumps are read again, for the index keeps of them only what is looked for. One that is gone,
    has changed or cannot be read tells nothing more than the index does.
    """
    return [{**item_of(paper), "id": paper.key} for paper in papers]
