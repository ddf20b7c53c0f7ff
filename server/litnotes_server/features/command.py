"""`workspace/executeCommand`: what an editor's own commands ask of the server."""

from typing import Any

from litnotes_index import documents
from litnotes_index.papers.search import distinct
from litnotes_index.view import View
from litnotes_server.features.forms import every_form

_DEFAULT_LIMIT = 20
_LARGEST_LIMIT = 50


def search(view: View, query: str, limit: int | None = None) -> dict[str, Any]:
    """Return the papers that are being searched for while somebody types.

    The shape is that of `litnotes search --json`, with each paper's citation forms under `forms`.
    """
    most = max(1, min(limit or _DEFAULT_LIMIT, _LARGEST_LIMIT))
    completed = view.papers.complete(query, most)
    found = [hit.paper for hit in view.papers.search(query, most)] if query.strip() else []
    papers = distinct([*completed, *found])[:most]
    answers = [{**documents.paper(paper), "forms": every_form(paper)} for paper in papers]
    return {"query": query, "papers": answers}
