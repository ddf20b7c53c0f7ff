"""What an index holds, to be compared with another's of the same files, and what lies about."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litnotes_index.library import Library
from litnotes_index.manifest import FileRecord
from litnotes_index.papers.search import distinct
from support.shelf import told

_MANY = 10_000
_ALWAYS = {"meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"}


def picture(library: Library) -> dict[str, Any]:
    """Return all that a library knows, but for when it came to know it."""
    view = library.view()
    status = library.status()
    notes = library.notes()
    papers = distinct(p for path in view.papers.files for p in view.papers.in_file(path))
    # Of a title that is gone the trie may tell, but no paper is found by it.
    titles = view.titles.completing("", _MANY)
    nicknames = view.titles.nicknames("", _MANY)
    return {
        **stored(library),
        "counts": status.counts,
        "sources": status.sources,
        "problems": status.problems,
        "papers": sorted(papers, key=lambda paper: [(s.path, s.line) for s in paper.sources]),
        "notes are of the papers": view.notes.state.papers == view.generation,
        "citations": [told(c) for path in sorted(view.notes.files) for c in notes.cited_in(path)],
        "backlinks": {paper.key: [told(c) for c in notes.citing(paper)] for paper in papers},
        "titles": {title for title in titles if view.papers.titled(title)},
        "nicknames": {name for name in nicknames if view.papers.nicknamed(name)},
    }


def stored(library: Library) -> dict[str, Any]:
    """Return what the two indexes of a library hold, each as of one commit."""
    view = library.view()
    return {
        "of papers": (_timeless(view.papers.files), view.papers.state.named),
        "of notes": (
            _timeless(view.notes.files),
            [view.note(path) for path in sorted(view.notes.files)],
        ),
    }


def litter(folder: Path) -> list[str]:
    """Return the files in a library's folder that nobody needs any more."""
    kept = {"papers", "notes", "version.json", *(f.name for f in _tries(folder)[-1:])}
    lying = [file.name for file in folder.iterdir() if file.name not in kept]
    return sorted([*lying, *of_no_commit(folder / "papers"), *of_no_commit(folder / "notes")])


def of_no_commit(folder: Path) -> list[str]:
    """Return the files in an index's folder that its last commit has nothing to do with."""
    meta = json.loads((folder / "meta.json").read_bytes())
    live = tuple(segment["segment_id"].replace("-", "") for segment in meta["segments"])
    deletes = {
        f"{segment['segment_id'].replace('-', '')}.{segment['deletes']['opstamp']}.del"
        for segment in meta["segments"]
        if segment["deletes"]
    }
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.name not in _ALWAYS
        and not (file.name.startswith(live) and file.suffix != ".del")
        and file.name not in deletes
    )


def _tries(folder: Path) -> list[Path]:
    return sorted(folder.glob("titles-*.marisa"), key=lambda file: file.stat().st_mtime_ns)


def _timeless(files: Mapping[str, FileRecord]) -> list[FileRecord]:
    return [files[path]._replace(seen_ns=0) for path in sorted(files)]
