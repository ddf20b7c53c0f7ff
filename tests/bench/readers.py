"""How fast each reader is, beside the search engine's bare loop over the same entries.

    python tests/bench/readers.py ../shared/data/corpus [--entries 15000]

Writes the records of the corpus (JSON lines, packed or not) in each form that is streamed, reads
each with its reader, and adds the same entries to the engine with the documents made beforehand.
"""

import argparse
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import orjson
import tantivy

from litnotes_index import readers
from litnotes_index.model import Entry
from litnotes_index.papers.schema import build_schema, entry_document, register_analyzers

ROUNDS = 3
Record = dict[str, Any]


def main() -> int:
    """Print a line for each form; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=15_000)
    given = parser.parse_args()
    records: list[Record] = []
    for path in sorted(given.folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rb") as lines:
            records += [orjson.loads(line) for line in lines]
    records = records[: given.entries]
    with tempfile.TemporaryDirectory() as name:
        bare = 0.0
        print("| form | read | bare add and commit | ratio |\n|---|---|---|---|")
        for form, write in FORMS.items():
            path = Path(name) / form
            path.write_text(write(records), encoding="utf-8")
            format_name = readers.sniff(path)
            if format_name is None:
                print(f"| {form} | no reader | | |")
                continue
            entries, seconds = read(path, format_name)
            bare = bare or added(entries, Path(name))
            speed = len(entries) / seconds
            print(
                f"| {form} ({format_name}) | {speed:,.0f}/s | {bare:,.0f}/s | {speed / bare:.2f} |"
            )
    return 0


def read(path: Path, format_name: str) -> tuple[list[Entry], float]:
    """Return the entries of a file, and the median of the seconds that reading it takes."""
    times: list[float] = []
    entries: list[Entry] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        entries = [item for item in readers.read(path, format_name) if isinstance(item, Entry)]
        times.append(time.perf_counter() - start)
    return entries, statistics.median(times)


def added(entries: list[Entry], scratch: Path) -> float:
    """Return how many entries a second the engine's bare loop adds."""
    documents = [entry_document(entry, "/dump", "page", 1) for entry in entries]
    speeds: list[float] = []
    for number in range(ROUNDS):
        folder = scratch / f"bare-{number}"
        folder.mkdir()
        engine = tantivy.Index(build_schema(), str(folder))
        register_analyzers(engine)
        start = time.perf_counter()
        writer = engine.writer(200_000_000, 2)
        for document in documents:
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        speeds.append(len(entries) / (time.perf_counter() - start))
    return statistics.median(speeds)


def _names(record: Record) -> list[str]:
    authors: list[str] | str = record.get("authors") or []
    return [authors] if isinstance(authors, str) else authors


def _year(record: Record) -> str:
    return str(record.get("year") or record.get("published") or record.get("date") or "2020")[:4]


def _bibtex(records: list[Record]) -> str:
    return "\n".join(
        f"@article{{key{number},\n  title = {{{_safe(record['title'])}}},\n"
        f"  author = {{{' and '.join(map(_safe, _names(record)))}}},\n"
        f"  year = {{{_year(record)}}},\n"
        f"  abstract = {{{_safe(record.get('abstract') or '')}}}\n}}\n"
        for number, record in enumerate(records)
    )


def _safe(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "")


def _ris(records: list[Record]) -> str:
    return "".join(
        f"TY  - JOUR\nTI  - {record['title']}\n"
        + "".join(f"AU  - {name}\n" for name in _names(record))
        + f"PY  - {_year(record)}\nAB  - {record.get('abstract') or ''}\nER  - \n\n"
        for record in records
    )


def _csl(records: list[Record]) -> str:
    items = [
        {
            "id": f"key{number}",
            "type": "article-journal",
            "title": record["title"],
            "author": [{"literal": name} for name in _names(record)],
            "issued": {"date-parts": [[int(_year(record))]]},
            "abstract": record.get("abstract") or "",
        }
        for number, record in enumerate(records)
    ]
    return json.dumps(items, indent=2)


def _json_lines(records: list[Record]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def _atom(records: list[Record]) -> str:
    entries = "".join(
        f"<entry>\n<id>http://arxiv.org/abs/2001.{number:05}v1</id>\n"
        f"<title>{escape(record['title'])}</title>\n"
        f"<summary>{escape(record.get('abstract') or '')}</summary>\n"
        f"<published>{_year(record)}-01-02T00:00:00Z</published>\n"
        + "".join(f"<author><name>{escape(name)}</name></author>\n" for name in _names(record))
        + "</entry>\n"
        for number, record in enumerate(records)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom">\n{entries}</feed>\n'
    )


def _table(records: list[Record]) -> str:
    rows = (
        "\t".join([record["title"], "; ".join(_names(record)), _year(record)]) for record in records
    )
    return "title\tauthors\tyear\n" + "\n".join(rows) + "\n"


FORMS: dict[str, Callable[[list[Record]], str]] = {
    "papers.jsonl": _json_lines,
    "papers.json": _csl,
    "papers.bib": _bibtex,
    "papers.ris": _ris,
    "papers.xml": _atom,
    "papers.tsv": _table,
}


if __name__ == "__main__":
    sys.exit(main())
