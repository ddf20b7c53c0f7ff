"""What the reader of CSL-JSON makes of items, in every layout, and of real libraries."""

import json
from pathlib import Path

import pytest

from litnotes_index.model import Entry
from litnotes_index.readers import sniff
from support.csl_json import ITEMS, ONE, ROWS, Item, check, reading
from support.reading import NO_TITLE, read
from support.real_data import member, unpacked


def test_every_field() -> None:
    one, two, three = reading(json.dumps(ITEMS, indent=2)).entries
    assert one == Entry(
        title="Notes on Notes",
        line=2,
        end_line=29,
        abstract="We look at notes. They are many.",
        authors=("Jane Doe", "Richard Roe"),
        date="2021-03-07",
        key="doe2021",
        ids={"doi": "10.1234/notes.1"},
        urls=("https://example.org/notes",),
        venue="Journal of Margins",
        type="article-journal",
    )
    assert two == Entry(
        title="A Book of Lists",
        line=30,
        end_line=48,
        authors=("Richard Roe",),
        date="1999",
        key="roe1999",
        ids={"isbn": "9783161484100"},
        type="book",
    )
    assert three == Entry(
        title="Lists, {Curly} and “Quoted”",
        line=49,
        end_line=66,
        authors=("The List Group",),
        date="2005-11",
        key="poe2005",
        type="paper-conference",
    )


_PRETTY = ("2-29", "30-48", "49-66")
_LAYOUTS: dict[str, tuple[str, tuple[str, str, str]]] = {
    "pretty": (json.dumps(ITEMS, indent=2), _PRETTY),
    "new line at the end": (json.dumps(ITEMS, indent=2) + "\n\n", _PRETTY),
    "byte order mark": ("\ufeff" + json.dumps(ITEMS, indent=2), _PRETTY),
    "windows": (json.dumps(ITEMS, indent=2).replace("\n", "\r\n"), _PRETTY),
    "old mac": (json.dumps(ITEMS, indent=2).replace("\n", "\r"), _PRETTY),
    "minified": (json.dumps(ITEMS, separators=(",", ":")), ("1-1", "1-1", "1-1")),
    "zotero": (f"[\n{ROWS}\n]\n", ("2-2", "3-3", "4-4")),
    "items": (json.dumps({"items": ITEMS}), ("1-1", "1-1", "1-1")),
    "references": (f'{{"references": [\n{ROWS}]}}', ("2-2", "3-3", "4-4")),
    "two on a line": (f"[{ROWS.replace(chr(10), '', 1)}]", ("1-1", "1-1", "2-2")),
    "lines": ("\n".join(map(json.dumps, ITEMS)), ("1-1", "2-2", "3-3")),
}


@pytest.mark.parametrize("name", _LAYOUTS)
def test_layouts(tmp_path: Path, name: str) -> None:
    text, spans = _LAYOUTS[name]
    path = tmp_path / "library"
    path.write_bytes(text.encode())
    assert sniff(path) == "csl-json"
    check(
        text,
        *(f"{span} {item['id']} {item['title']}" for span, item in zip(spans, ITEMS, strict=True)),
    )


def test_one_item_alone(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text(json.dumps(ONE, indent=2), encoding="utf-8")
    assert sniff(path) == "csl-json"
    check(json.dumps(ONE, indent=2), "1-28 doe2021 Notes on Notes")


def test_nothing() -> None:
    for data in ("", "\n", "[]", '{"items": []}'):
        check(data)


@pytest.fixture(scope="module")
def deep_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The references of a real manuscript."""
    name = "greenelab_deep-review/output/references.json"
    folder = tmp_path_factory.mktemp("deep-review")
    return member("vaults/vault_greenelab_deep-review.tar.gz", name, folder)


def test_a_real_library(deep_review: Path) -> None:
    wanted: list[Item] = json.loads(deep_review.read_bytes())
    lines = deep_review.read_text(encoding="utf-8").split("\n")
    got = read(deep_review, "csl-json")
    assert sniff(deep_review) == "csl-json"
    titled = [item for item in wanted if item.get("title")]
    [untitled] = [item for item in wanted if not item.get("title")]
    [problem] = got.problems
    assert problem.message == NO_TITLE
    place = next(n for n, line in enumerate(lines) if f'"id": "{untitled["id"]}"' in line)
    assert lines[problem.line - 1] == "  {"
    assert "  {" not in lines[problem.line : place]
    assert len(got.entries) == len(titled) == 614
    for entry, item in zip(got.entries, titled, strict=True):
        assert lines[entry.line - 1] == "  {"
        assert lines[entry.end_line - 1].rstrip(",") == "  }"
        assert json.loads("\n".join(lines[entry.line - 1 : entry.end_line]).rstrip(",")) == item
        assert entry.key == item["id"]
        if not set("<&") & set(item["title"]):
            assert entry.title == " ".join(item["title"].split())
        assert entry.ids.get("doi") == item.get("DOI")
        assert entry.ids.get("pmid") == item.get("PMID")
        assert ("arxiv" in entry.ids) == ("://arxiv.org" in item.get("URL", ""))
        assert len(entry.authors) == len(item.get("author") or item.get("editor") or ())
        parts = item.get("issued", {}).get("date-parts", [[""]])[0]
        assert (entry.date or "")[:4] == str(parts[0])
        assert len((entry.date or "").split("-")) == len(parts)


def test_zotero_cases(tmp_path: Path) -> None:
    folder = unpacked("torture/translators_ris_bibtex_csl.tar.gz", tmp_path)
    for path in folder.rglob("*"):
        if path.is_file():
            read(path, "csl-json")
    [path] = folder.rglob("CSL_JSON/000.json")
    [entry] = read(path, "csl-json").entries
    assert entry.key is None
    assert entry.date == "2013-01-01"
    assert entry.ids == {"isbn": "9783642321566"}
