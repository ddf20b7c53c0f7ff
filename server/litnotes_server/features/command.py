"""`workspace/executeCommand`: what an editor's own commands ask of the server."""

from typing import Any

from litnotes_index import documents
from litnotes_index.model import Paper
from litnotes_index.papers.search import distinct
from litnotes_index.view import View
from litnotes_server.features.forms import every_form, written

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


def _answer(paper: Paper, citation: str) -> dict[str, Any]:
    forms = {**every_form(paper), "configured": written(paper, citation)}
    return {**documents.paper(paper), "forms": forms}
