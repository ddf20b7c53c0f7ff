"""Real dumps of papers in JSON, read whole: beside what `json` says of them."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.reading import NO_TITLE, read
from support.real_data import member, real, unpacked

# The titles with TeX that is no math, as they are shown.
DECODED = {
    "Propagation of~Interval Belief Structures and~Imprecise Copulas for~Neural Network"
    " Verification": "Propagation of Interval Belief Structures and Imprecise Copulas for Neural"
    " Network Verification",
    "\\textrm{DuReader}_{\\textrm{vis}}: A Chinese Dataset for Open-domain Document Visual Question"
    " Answering": "DuReader_{vis}: A Chinese Dataset for Open-domain Document Visual Question"
    " Answering",
    "Allo{SR}$^2$: Rectifying One-Step Super-Resolution to Stay Real via Allomorphic Generative"
    " Flows": "AlloSR$^2$: Rectifying One-Step Super-Resolution to Stay Real via Allomorphic"
    " Generative Flows",
}
CORPORA = {
    "acl_2016plus_abs_8k.jsonl.gz": ("json-papers", 8000),
    "arxiv_daily_abs_7k.jsonl.gz": ("arxiv-json", 7000),
}
RAW = {
    "raw/arxiv_daily_2025-03-18.jsonl": ("arxiv-json", 465),
    "raw/arxiv_daily_2026-06-30.jsonl": ("arxiv-json", 674),
    "raw/mlanthology_acml-legacy.jsonl.gz": ("json-papers", 820),
}


def records(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in data.decode().split("\n") if line]


def check_lines(path: Path, format_name: str, count: int) -> Iterator[tuple[dict[str, Any], Entry]]:
    """Yield each record with its entry; what all forms have in common is checked."""
    assert sniff(path) == format_name
    got = read(path, format_name)
    expected = records(path)
    assert got.problems == ()
    assert len(expected) == len(got.entries) == count
    for number, (record, entry) in enumerate(zip(expected, got.entries, strict=True), 1):
        title = " ".join(record["title"].split())
        assert entry.title == DECODED.get(title, title)
        assert (entry.line, entry.end_line) == (number, number)
        assert len(entry.authors) == len(record["authors"])
        assert entry.abstract
        yield record, entry


@pytest.mark.parametrize("name", CORPORA)
def test_the_corpora(name: str) -> None:
    for record, entry in check_lines(real(f"corpus/{name}"), *CORPORA[name]):
        told = record.get("abstract") or record["summary"]
        assert entry.abstract is not None
        if not re.search(r"[\\<&~{]", told):
            assert entry.abstract.split() == told.replace("\ufeff", "").split()
        names = [" ".join(author.split()) for author in record["authors"]]
        assert list(entry.authors) == names
        if "bibkey" in record:
            assert (entry.key, entry.date) == (record["bibkey"], record["year"])
            assert entry.venue == " ".join(record["booktitle"].replace("\\&", "&").split())
            assert entry.ids.get("doi") == (
                record["doi"] if (record["doi"] or "").startswith("10.") else None
            )
            assert entry.ids["acl"][:3] == record["id"][:3]
        else:
            assert (entry.key, entry.ids) == (None, {"arxiv": record["id"]})


@pytest.mark.parametrize("name", RAW)
def test_the_raw_forms(tmp_path: Path, name: str) -> None:
    path = member("corpus/raw_forms.tar.gz", name, tmp_path)
    for record, entry in check_lines(path, *RAW[name]):
        if "bibtex_key" in record:
            assert (entry.key, entry.date) == (record["bibtex_key"], record["year"])
            assert entry.venue == " ".join(record["venue_name"].split())
            assert entry.ids["pmlr"] == record["source_id"]
            assert (
                entry.authors[0]
                == f"{record['authors'][0]['given']} {record['authors'][0]['family']}"
            )
            assert entry.urls[:1] == (record["openreview_url"] or record["venue_url"],)
        else:
            assert entry.ids == {"arxiv": record["id"]}
            assert entry.urls == (record["abs"], record["pdf"])


def test_libraries_of_better_bibtex(tmp_path: Path) -> None:
    parts = ("note", "attachment", "annotation")
    counts = [0, 0, 0]
    folder = unpacked("torture/bibtex_betterbibtex_import.tar.gz", tmp_path)
    for path in sorted(folder.rglob("*.json")):
        items = [
            item for item in json.loads(path.read_bytes())["items"] if item["itemType"] not in parts
        ]
        titled = [item for item in items if item.get("title") or item.get("caseName")]
        assert sniff(path) == "better-bibtex-json"
        got = read(path, "better-bibtex-json")
        assert len(got.entries) == len(titled), path.name
        assert {problem.message for problem in got.problems} <= {NO_TITLE}
        assert len(got.entries) + len(got.problems) == len(items)
        for item, entry in zip(titled, got.entries, strict=True):
            title = " ".join((item.get("title") or item["caseName"]).split())
            counts[0] += 1
            counts[1] += "<" not in title
            counts[2] += "<" not in title and entry.title == title
            assert entry.key == (item.get("citationKey") or entry.key)
            assert entry.type == item["itemType"]
            roles = {creator["creatorType"] for creator in item.get("creators", [])}
            assert bool(entry.authors) or roles <= {"translator", "scriptwriter"}
    assert counts[0] > 4600
    # The others have soft hyphens and the like.
    assert counts[2] >= counts[1] - 30
