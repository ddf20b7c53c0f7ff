"""What `--json` prints: the shapes that scripts rely on."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from litnotes_index.backlinks import NoteCitation
from litnotes_index.library import Status
from litnotes_index.model import Paper, Problem
from litnotes_index.note_search import NoteHit
from litnotes_index.papers.search import Found
from litnotes_index.summary import summarize
from litnotes_index.zipped import file_of

if TYPE_CHECKING:  # the server needs this module, and matching is slow to load
    from litnotes_index.converting import Conversion
    from litnotes_index.markdown import Note
    from litnotes_index.match import Match
    from litnotes_index.opening import Target


def dump(document: dict[str, Any], *, one_line: bool = False) -> bytes:
    """Return a document as JSON, in UTF-8."""
    return orjson.dumps(document, option=0 if one_line else orjson.OPT_INDENT_2)


def paper(paper: Paper, score: float | None = None) -> dict[str, Any]:
    """Return a paper; what is not known is null."""
    abstract = paper.abstract
    return {
        "key": paper.key,
        "title": paper.title,
        "authors": list(paper.authors),
        "author_count": paper.author_count,
        "date": paper.date,
        "votes": paper.votes,
        "venue": paper.venue,
        "type": paper.type,
        "abstract": abstract,
        "summary": summarize(abstract, title=paper.title) if abstract else [],
        "ids": dict(paper.ids),
        "urls": list(paper.urls),
        "sources": [
            {
                **_place(source.path),
                "line": source.line,
                "end_line": source.end_line,
                "format": source.format,
            }
            for source in paper.sources
        ],
        "score": None if score is None else round(score, 4),
    }


def shown(found: Paper, cited_by: list[NoteCitation]) -> dict[str, Any]:
    """Return the answer of `litnotes show`."""
    return {**paper(found), "cited_by": [citation(place) for place in cited_by]}


def citation(place: NoteCitation) -> dict[str, Any]:
    """Return a citation; its positions count from 0."""
    return {
        "path": _text(place.path),
        "line": place.line,
        "character": place.character,
        "end_line": place.end_line,
        "end_character": place.end_character,
        "kind": place.kind,
        "text": place.text,
        "papers": [cited.key for cited in place.papers],
    }


def cites(places: list[NoteCitation]) -> dict[str, Any]:
    """Return the answer of `litnotes cites`."""
    return {"citations": [citation(place) for place in places]}


def backlinks(found: Paper, places: list[NoteCitation]) -> dict[str, Any]:
    """Return the answer of `litnotes backlinks`."""
    return {"paper": found.key, "citations": [citation(place) for place in places]}


def notes(query: str, hits: list[NoteHit]) -> dict[str, Any]:
    """Return the answer of `litnotes search --notes`; lines and characters count from 0."""
    return {
        "query": _text(query),
        "notes": [
            {
                "path": _text(hit.path),
                "title": hit.title,
                "line": hit.line,
                "character": hit.character,
                "text": hit.text,
            }
            for hit in hits
        ],
    }


def search(query: str, found: list[Found]) -> dict[str, Any]:
    """Return the answer of `litnotes search`."""
    return {"query": _text(query), "papers": [paper(hit.paper, hit.score) for hit in found]}


def new(paper: Paper, path: Path) -> dict[str, Any]:
    """Return the answer of `litnotes new`."""
    return {"paper": paper.key, "path": _text(str(path))}


def refreshed(
    notes: Sequence[tuple[Path, Paper, Sequence[str]]],
    unchanged: int,
    problems: Sequence[Problem],
    *,
    written: bool,
) -> dict[str, Any]:
    """Return the answer of `litnotes refresh`: which notes changed, or would, and what in them."""
    return {
        "written": written,
        "notes": [
            {"path": _text(str(path)), "paper": paper.key, "changed": list(changed)}
            for path, paper, changed in notes
        ],
        "unchanged": unchanged,
        "problems": [_problem(problem) for problem in problems],
    }


def exported(
    format_name: str, style: str, cited: Sequence[Paper], text: str, problems: Iterable[Problem]
) -> dict[str, Any]:
    """Return the answer of `litnotes export`."""
    return {
        "format": format_name,
        "style": _text(style) if format_name == "markdown" else None,
        "papers": [paper.key for paper in cited],
        "text": text,
        "problems": [_problem(problem) for problem in problems],
    }


def updated(path: str, *, changed: bool) -> dict[str, Any]:
    """Return what `litnotes export --update` says of one note."""
    return {"path": _text(path), "changed": changed}


def updates(notes: list[dict[str, Any]], problems: Iterable[Problem]) -> dict[str, Any]:
    """Return the answer of `litnotes export --update`."""
    return {"notes": notes, "problems": [_problem(problem) for problem in problems]}


def converted(note: "Note", path: str, found: "Conversion") -> dict[str, Any]:
    """Return what `litnotes convert` says of one note; positions count from 0."""
    return {
        "path": _text(path),
        "edits": [
            {**_span(note, edit.start, edit.end), "new_text": edit.new_text} for edit in found.edits
        ],
        "left": [
            {**_span(note, left.start, left.end), "reason": left.reason} for left in found.left
        ],
    }


def _span(note: "Note", start: int, end: int) -> dict[str, Any]:
    """A place in a note, and what stands there."""
    line, character = note.position(start)
    end_line, end_character = note.position(end)
    return {
        "line": line,
        "character": character,
        "end_line": end_line,
        "end_character": end_character,
        "text": note.text[start:end],
    }


def opening(paper: Paper, found: "Sequence[Target]", opened: "Target | None") -> dict[str, Any]:
    """Return the answer of `litnotes open`: all there is to open, and what was opened."""
    return {
        "paper": paper.key,
        "targets": [{"kind": one.what, "address": _text(one.address)} for one in found],
        "opened": _text(opened.address) if opened else None,
    }


def match(found: "Match") -> dict[str, Any]:
    """Return the answer of `litnotes match` for one line."""
    return {
        "query": _text(found.query),
        "paper": paper(found.paper, found.confidence) if found.paper else None,
        "confidence": found.confidence,
        "candidates": [paper(candidate) for candidate in found.candidates],
    }


def status(status: Status) -> dict[str, Any]:
    """Return the answer of `litnotes index`."""
    return {
        "root": _text(status.root),
        "index_dir": _text(status.index_dir),
        "files": status.files,
        "entries": status.entries,
        "papers": status.papers,
        "notes": status.notes,
        "sources": [
            {
                **_place(source.path),
                "format": source.format,
                "entries": source.entries,
                "problems": source.problems,
            }
            for source in status.sources
        ],
        "problems": [_problem(problem) for problem in status.problems],
        "size": status.size,
        "version": status.version,
        "index_version": status.index_version,
    }


def overview(status_: Status, conflicts: list[Problem]) -> dict[str, Any]:
    """Return the answer of `litnotes status`: that of `index`, with what is ambiguous."""
    return {**status(status_), "conflicts": [_problem(conflict) for conflict in conflicts]}


def _problem(problem: Problem) -> dict[str, Any]:
    return {**_place(problem.path), "line": problem.line, "message": problem.message}


def _place(path: str) -> dict[str, str]:
    """A file, and which member of it where it is a zip file."""
    file, member = file_of(path)
    return {"path": _text(file)} | ({"member": _text(member)} if member is not None else {})


def _text(text: str) -> str:
    """The text as JSON can hold it: file names need not be UTF-8."""
    return os.fsencode(text).decode("utf-8", "backslashreplace")
