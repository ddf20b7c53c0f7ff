"""`workspace/executeCommand`: what an editor's own commands ask of the server."""

from typing import Any

from litnotes_index import documents
from litnotes_index.errors import NotFoundError
from litnotes_index.forms import every_form, written
from litnotes_index.model import Paper
from litnotes_index.papers.search import distinct
from litnotes_index.view import View

_DEFAULT_LIMIT = 20
_LARGEST_LIMIT = 50


def search(
    view: View, query: str, limit: int | None = None, citation: str = "title"
) -> dict[str, Any]:
    """Return the papers that are being searched for while somebody types.

    The shape is that of `litnotes search --json`, with each paper's citation forms under `forms`;
    `configured` is the one that the configuration asks for.
    """
    most = max(1, min(limit or _DEFAULT_LIMIT, _LARGEST_LIMIT))
    cited = view.cited()
    completed = view.papers.complete(query, most, cited)
    hits = view.papers.search(query, most, cited=cited) if query.strip() else []
    found = [hit.paper for hit in hits]
    papers = distinct([*completed, *found])[:most]
    return {"query": query, "papers": [_answer(paper, citation) for paper in papers]}


def named(view: View, name: str, title: str | None = None) -> Paper:
    """Return the one paper of a name, and of a title where several have that name.

    Raise `NotFoundError` where there is none, or more than one.
    """
    papers = view.papers.named(name)
    if len(papers) > 1 and title is not None:
        papers = [paper for paper in papers if paper.title == title]
    if len(papers) != 1:
        raise NotFoundError(f"{name!r} names {len(papers) or 'no'} papers")
    return papers[0]


def _answer(paper: Paper, citation: str) -> dict[str, Any]:
    forms = {**every_form(paper), "configured": written(paper, citation)}
    return {**documents.paper(paper), "forms": forms}
