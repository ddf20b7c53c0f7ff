"""Whether objects in JSON are papers, by what papers have; much else has a title, too."""

from collections.abc import Sequence

from litnotes_index.readers.fields import ids as paper_ids
from litnotes_index.readers.fields import paper as fields
from litnotes_index.readers.fields.members import Members, text_of
from litnotes_index.readers.fields.urls import is_paper
from litnotes_index.text.fold import words

_ENOUGH = 3
_SURE = 6
_ABSTRACT_WORDS = 10
# What a member is worth as evidence, where it says anything; of each row only the best counts.
_WORTH: tuple[dict[str, int], ...] = (
    dict.fromkeys(["citationkey", "citekey", "bibkey", "bibtexkey", "entrytype"], 3),
    {
        "journal": 2, "booktitle": 2, "containertitle": 2, "venuename": 2, "conference": 2,
        "venue": 1, "publicationvenue": 1, "proceedings": 1, "volume": 1, "issn": 1, "isbn": 1,
    },
)  # fmt: skip
# What news, blogs, podcasts, chats, films, products, schemas and the like have, and papers lack.
_FOREIGN = frozenset({
    "content", "contenthtml", "contenttext", "body", "messages", "mapping", "price", "cells",
    "urltoimage", "byline", "multimedia", "guid", "guidislink", "enclosure", "audio", "episode",
    "cast", "director", "album", "ingredients", "duration", "dependencies", "scripts",
    "properties", "geometry", "schema", "openapi", "swagger", "paths", "resources",
})  # fmt: skip
_WEIGHT_OF_FOREIGN = 3


def are_papers(objects: Sequence[Members]) -> bool:
    """Return whether at least half of some objects are papers, and one has more than a name."""
    many = sum("authors" in members for members in objects) > 1
    papers = [
        (members, worth) for members in objects if (worth := _worth(members, many=many)) >= _ENOUGH
    ]
    return 2 * len(papers) >= max(len(objects), 1) and any(
        worth >= _SURE or len(words(fields.title(members))) > 1 for members, worth in papers
    )


def _worth(members: Members, *, many: bool) -> int:
    """Return how much tells that an object is a paper; `many` says that others have authors."""
    if not fields.title(members):
        return 0
    return (
        sum(
            max((worth for key, worth in row.items() if members.get(key)), default=0)
            for row in _WORTH
        )
        + _worth_of_ids(members)
        + _worth_of_people(members, many=many)
        + _worth_of_abstract(members)
        + (fields.date(members) is not None)
        - _WEIGHT_OF_FOREIGN * bool(_FOREIGN & members.keys())
    )


def _worth_of_ids(members: Members) -> int:
    urls = paper_ids.urls(members)
    others = {key: value for key, value in members.items() if key not in ("id", "dblp")}
    if paper_ids.ids(others, urls).keys() - {"isbn"}:
        return _SURE
    if any(map(is_paper, urls)):
        return _ENOUGH
    # Numbers of other things look like those of papers.
    return 2 * bool(paper_ids.of_id(text_of(members.get("id"))))


def _worth_of_people(members: Members, *, many: bool) -> int:
    if not fields.authors(members):
        return 0
    return 2 + many if "authors" in members else 1


def _worth_of_abstract(members: Members) -> int:
    abstract = fields.abstract(members)
    if abstract is None or len(abstract.split()) < _ABSTRACT_WORDS:
        return 0
    return 1 if "summary" in members else 0 if "description" in members else 3
