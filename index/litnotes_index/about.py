"""Which paper a note says it is about, in its front matter."""

from collections.abc import Iterator, Sequence

from litnotes_index import names
from litnotes_index.backlinks import paper_in
from litnotes_index.citations import naming
from litnotes_index.errors import MetadataError
from litnotes_index.markdown import FrontMatter
from litnotes_index.model import Paper
from litnotes_index.text import normalise
from litnotes_index.view import View

_MORE_IDS = ("acl", "pmid", "pmcid")
_IDS = frozenset(("doi", "arxiv", *_MORE_IDS))


def papers_of(text: str, head: FrontMatter, view: View) -> tuple[Paper, ...] | None:
    """Return the papers that a note may be the literature note of, by its front matter.

    None where it names none: it takes a key or an identifier, or a title with one of the authors,
    for any text may have the title of a paper. Empty where it names one that is not known, or by a
    key one that all else contradicts; several where a name has several, or two names have nothing
    in common.
    """
    found = named_by(text, head, view)
    return () if found and contradicting(text, head, found) else found


def contradicting(text: str, head: FrontMatter, found: Sequence[Paper]) -> list[str]:
    """Return the fields by which a note is about another paper than the one found; empty for none.

    A key may be given to another paper. Then the note has identifiers where the paper has others,
    and none of the paper's, and it has no title of the paper's.
    """
    if len(found) != 1:
        return []
    (paper,) = found
    known = frozenset(names.of_paper(paper))
    kinds = _IDS & {_kind(name) for name in known}
    others: list[str] = []
    for field, told in _identifiers(text, head):
        if not known.isdisjoint(told):
            return []
        if any(_kind(name) in kinds for name in told):
            others.append(field)
    try:
        title = _title(text, head) if others else ""
    except MetadataError:  # which is told of whoever would change it
        return []
    if normalise(title) in map(normalise, paper.titles):
        return []
    return [*others, "title"] if title and others else others


def _identifiers(text: str, head: FrontMatter) -> Iterator[tuple[str, Sequence[str]]]:
    """The fields that may have identifiers, and which, as names."""
    for field, _, told in naming(text, head):
        if field != "title":
            yield field, [name for name in told if _kind(name) in _IDS]
    for kind in _MORE_IDS:
        if span := head.scalar(kind):
            value = text[slice(*span)]
            yield kind, names.of_identifier(value) or names.of_identifier(f"{kind}:{value}")


def _kind(name: str) -> str:
    return name.partition(":")[0]


def _title(text: str, head: FrontMatter) -> str:
    """The title in a note's front matter, on however many lines; empty for none."""
    from litnotes_index.markdown.metadata import fields  # as below

    return next((f.text for f in fields(text, head) if f.key.lower() == "title"), "")


def named_by(text: str, head: FrontMatter, view: View) -> tuple[Paper, ...] | None:
    """Return the same, whatever contradicts."""
    named = {field: view.meant(known) for field, _, known in naming(text, head)}
    titled = named.pop("title", ())
    known = [papers for papers in named.values() if papers]
    if not known:
        described = tuple(paper for paper in titled if _has_author(text, head, paper))
        return described or (() if named else None)
    found = known[0]
    for papers in known[1:]:
        both = tuple(paper for paper in found if paper_in(paper, papers))
        if not both:
            return *found, *papers
        found = both
    return tuple(paper for paper in found if paper_in(paper, titled)) or found


def _has_author(text: str, head: FrontMatter, paper: Paper) -> bool:
    """Whether the front matter of a note names one of a paper's authors, however it does."""
    # It takes long to load, and few notes have no more than a title.
    from litnotes_index.markdown.metadata import fields

    try:
        told = [f for f in fields(text, head) if f.key.lower() in ("author", "authors")]
    except MetadataError:
        return False
    named = [{*normalise(one).split()} for field in told for one in field.texts or [field.text]]
    authors = [{*normalise(author).split()} for author in paper.authors]
    return any(author and author <= words for author in authors for words in named)
