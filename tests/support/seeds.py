"""Real texts to begin from: the demo dumps in every form, and what lies beside the checkout."""

import json
import tarfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bench.forms import FORMS, papers
from conftest import DATA, SHARED

_LARGEST = 12_000  # bytes; some records
_FEW = 3  # papers of a demo dump in each form


@lru_cache
def dumps() -> dict[str, bytes]:
    """Return small dumps by name: one of each form that is read."""
    told = json.loads((DATA / "dumps" / "daily.json").read_bytes())
    for number, record in enumerate(told):
        record["authors"] = [f"Ann{number} Bee", "Çağrı de la Dée, Jr."]
        record["year"] = "2017"
    found = papers(told[:_FEW])
    forms = {name: make(found).encode() for name, make in FORMS.items()}
    for name in ("daily.txt", "search.txt"):
        forms[name] = (DATA / "dumps" / name).read_bytes()[:3000]
    return forms


@lru_cache
def beside(archive: str, *suffixes: str) -> tuple[bytes, ...]:
    """Return how the files of an archive of the torture data begin; empty where it is missing."""
    path = SHARED / "data" / "torture" / archive
    return tuple(_beginnings(path, suffixes)) if path.is_file() else ()


def _beginnings(path: Path, suffixes: tuple[str, ...]) -> Iterator[bytes]:
    with tarfile.open(path) as members:
        for member in members:
            if member.isfile() and member.name.endswith(suffixes):
                file = members.extractfile(member)
                if file is not None:
                    yield file.read(_LARGEST)
