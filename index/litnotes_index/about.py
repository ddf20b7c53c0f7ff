"""Which paper a note says it is about, in its front matter."""

from litnotes_index.backlinks import paper_in
from litnotes_index.citations import naming
from litnotes_index.errors import MetadataError
from litnotes_index.markdown import FrontMatter
from litnotes_index.model import Paper
from litnotes_index.text import normalise
from litnotes_index.view import View


def papers_of(text: str, head: FrontMatter, view: View) -> tuple[Paper, ...] | None:
    """Return the papers that a note may be the literature note of, by its front matter.

    None where it names none: it takes a key or an identifier, or a title with one of the authors,
    for any text may have the title of a paper. Empty where it names one that is not known; several
    where a name has several, or two names have nothing in common.
    """
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
