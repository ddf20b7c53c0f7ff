"""Which citations of two real notes folders are found, and what lists of references have them.

    python tests/bench/vaults.py ../shared/data/vaults

mnm-matin/ai_alignment_graph, with the papers that its notes are about as a dump, and
greenelab/deep-review with its own `references.json`. What is there is counted by simple means of
their own: lines, regular expressions, letters and digits alone. Precision, recall and every miss
are printed. Of deep-review's references each that its notes cite is to be in the list once; which
those are is told by a table that its own tools wrote.
"""

import re
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from litnotes_index import config
from litnotes_index.backlinks import NoteCitation
from litnotes_index.bibliography import items as items_of
from litnotes_index.library import Library
from litnotes_index.references import cited_once, listed

# The file, the line and the character (from 0) where a citation begins, and what it says.
Found = tuple[str, int, int, str]
_ARXIV = re.compile(r"https?://arxiv\.org/abs/(\d{4}\.\d{4,5})")
_KEY = re.compile(r"(?<![\w.])-?@(?:doi|arxiv|tag|url|pmcid|pmid):[^\s\];,]*[\w/)]")


def main() -> int:
    """Print both tables; return 0."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        for vault in sorted(folder.glob("vault_*.tar.gz")):
            with tarfile.open(vault) as packed:
                packed.extractall(name, filter="data")
        for root in sorted(path for path in Path(name).iterdir() if path.is_dir()):
            expected = deep_review(root) if "deep-review" in root.name else alignment(root)
            library = Library(root, config.load(root), index_dir=Path(name) / "index")
            library.index()
            compare(root, expected, library)
            if "deep-review" in root.name:
                compare_references(root, {text for *_, text in expected}, library)
    return 0


def compare(root: Path, expected: set[Found], library: Library) -> None:
    """Print what was found of what is expected, and each difference."""
    found = {place(citation, root) for citation in library.cited_in(root)}
    right = found & expected
    known = sum(bool(citation.papers) for citation in library.cited_in(root))
    print(f"{root.name}: {len(expected)} citations, {len(found)} found, {len(right)} of them right")
    print(f"  precision {len(right) / len(found):.4f}, recall {len(right) / len(expected):.4f}")
    print(f"  {known} of those found name a known paper")
    for label, rest in (("missed", expected - found), ("not expected", found - expected)):
        for path, line, character, text in sorted(rest):
            print(f"  {label}: {path}:{line + 1}:{character + 1}: {text[:90]}")


def compare_references(root: Path, cited: set[str], library: Library) -> None:
    """Print which references that are cited are in the list, and how often each."""
    items: list[dict[str, Any]] = orjson.loads((root / "output/references.json").read_bytes())
    known = {item["id"]: item["title"] for item in items if item.get("title")}
    lines = (root / "output/citations.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ids = {given: short for given, _, _, short in (line.split("\t") for line in lines)}
    wanted = {ids.get(key.lstrip("-@"), "") for key in cited} & known.keys()
    papers = cited_once(citation.papers for citation in library.cited_in(root))
    for style in ("apa", "ieee", "nature"):
        told = [
            plain(re.sub("</?su[bp]>", "", line))
            for line in listed(items_of(papers), style, "appearance")
        ]
        often = {
            short: [
                line
                for paper, line in zip(papers, told, strict=True)
                if short in paper.keys and plain(paper.title) in line
            ]
            for short in wanted
        }
        once = sum(len(lines) == 1 for lines in often.values())
        print(f"  {style}: {len(told)} references, {len({*told})} of them differ in their words")
        print(f"    of {len(wanted)} items that are cited {once} are there, once each")
    for short in sorted(short for short in wanted if len(often[short]) != 1):
        print(f"    {len(often[short])} times: {short} {known[short][:90]}")


def place(citation: NoteCitation, root: Path) -> Found:
    """Return where a citation is."""
    path = Path(citation.path).relative_to(root).as_posix()
    return path, citation.line, citation.character, citation.text


def alignment(root: Path) -> set[Found]:
    """Write a dump of the papers that notes are about; return where their titles stand."""
    records: list[dict[str, str]] = []
    for path in sorted(root.glob("content/*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > 1 and (arxiv := _ARXIV.match(lines[1])):
            title = lines[0].removeprefix("# ").strip()
            records.append({"type": "article", "title": title, "DOI": f"10.48550/{arxiv[1]}"})
    (root / "papers.json").write_bytes(orjson.dumps(records))
    titles = {plain(record["title"]): record["title"] for record in records}
    found: set[Found] = set()
    for name, number, line in lines_of(root):
        heading = re.match(r"#+ +(.*?)\s*$", line)
        if heading and plain(heading[1]) in titles:
            found.add((name, number, heading.start(1), heading[1]))
            continue
        links = [
            link for link in re.finditer(r"\[\[([^\]|]*)\]\]", line) if plain(link[1]) in titles
        ]
        found |= {(name, number, link.start(), link[0]) for link in links}
        if not links:
            found |= {(name, number, *at) for at in said(line, titles.values())}
    return found


def said(line: str, titles: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield where titles stand in a line: of three words or more in any letter case."""
    for title in titles:
        words = title.split()
        any_case = re.IGNORECASE if len(words) > 2 else 0
        if len(words) > 1:
            for match in re.finditer(rf"\b{re.escape(title)}(?!\w)", line, any_case):
                yield match.start(), match[0]


def deep_review(root: Path) -> set[Found]:
    """Return where Pandoc citations stand in the notes, code and comments aside."""
    found: set[Found] = set()
    for name, number, line in lines_of(root):
        if not re.match(r"\[@[^\]]*\]:", line):  # the definition of a tag is no citation
            bare = re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), line)
            found |= {(name, number, key.start(), key[0]) for key in _KEY.finditer(bare)}
    return found


def lines_of(root: Path) -> Iterator[tuple[str, int, str]]:
    """Yield each line of each note with its file and number."""
    for path in sorted(root.rglob("*.md")):
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            lines = re.split(r"\r\n|\n|\r", path.read_text(encoding="utf-8-sig"))
            yield from (
                (path.relative_to(root).as_posix(), n, line) for n, line in enumerate(lines)
            )


def plain(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return "".join(c for c in text.lower() if c.isalnum())


if __name__ == "__main__":
    sys.exit(main())
