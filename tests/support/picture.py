"""What an index holds, to be compared with another's of the same files, and what lies about."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from litnotes_index.library import Library
from litnotes_index.manifest import FileRecord
from support.shelf import told

_ALWAYS = {"meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"}


def picture(library: Library) -> dict[str, Any]:
    """Return all that a library knows, but for when it came to know it."""
    view = library.view()
    status = library.status()
    notes = library.notes()
    papers = sorted(
        {paper.sources: paper for path in view.papers.files for paper in view.papers.in_file(path)}
        .values(),
        key=lambda paper: (paper.sources[0].path, paper.sources[0].line),
    )  # fmt: skip
    titles = view.titles.completing("", 10_000)
    return {
        "counts": status.counts,
        "sources": status.sources,
        "problems": status.problems,
        "manifest": sorted(map(_timeless, view.papers.files.values()), key=str),
        "named": view.papers.state.named,
        "papers": papers,
        "note manifest": sorted(map(_timeless, view.notes.files.values()), key=str),
        "notes": {path: view.note(path) for path in sorted(view.notes.files)},
        "notes are of the papers": view.notes.state.papers == view.generation,
        "citations": [told(c) for path in sorted(view.notes.files) for c in notes.cited_in(path)],
        "backlinks": [[told(c) for c in notes.citing(paper)] for paper in papers],
        # Of a title that is gone the trie may tell, but no paper is found by it.
        "titles": {title for title in titles if view.papers.titled(title)},
        "nicknames": {name for name in view.titles.nicknames("", 999) if view.papers.nicknamed(name)},
    }  # fmt: skip


def litter(folder: Path) -> list[str]:
    """Return the files in a library's folder that nobody needs any more."""
    kept = {"papers", "notes", "version.json", *(f.name for f in _tries(folder)[-1:])}
    lying = [file.name for file in folder.iterdir() if file.name not in kept]
    return sorted([*lying, *of_no_commit(folder / "papers"), *of_no_commit(folder / "notes")])


def of_no_commit(folder: Path) -> list[str]:
    """Return the files in an index's folder that its last commit has nothing to do with."""
    meta = json.loads((folder / "meta.json").read_bytes())
    live = tuple(segment["segment_id"].replace("-", "") for segment in meta["segments"])
    deletes = {f"{s['segment_id'].replace('-', '')}.{s['deletes']['opstamp']}.del" for s in meta["segments"] if s["deletes"]}
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.name not in _ALWAYS
        and not (file.name.startswith(live) and file.suffix != ".del")
        and file.name not in deletes
    )


def _tries(folder: Path) -> list[Path]:
    return sorted(folder.glob("titles-*.marisa"), key=lambda file: file.stat().st_mtime_ns)


def _timeless(record: FileRecord) -> FileRecord:
    return replace(record, seen_ns=0)
