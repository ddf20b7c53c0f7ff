"""Agreement with CommonMark, over the examples of its specification."""

import json
import re
from dataclasses import dataclass
from typing import TypedDict

import pytest
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from litnotes_index.markdown import MASK, parse
from support.real_data import member

_SPEC = "markdown-it-py/test_cmark_spec/commonmark.json"

# Where we read more in a text than CommonMark does: example → why.
_DIFFERENCES = {
    12: r"`\[…\]` is math here, escaped brackets there",
    96: "it begins with front matter",
    491: "the line end inside a tag stays a line end",
    559: "`[[…]]` is a wikilink before it is a link",
    602: "a bare URL is an address",
    608: "a bare URL is an address",
    611: "a bare URL is an address",
}


class _Example(TypedDict):
    example: int
    markdown: str


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[_Example]:
    folder = tmp_path_factory.mktemp("commonmark")
    path = member("torture/markdown_fixtures.tar.gz", _SPEC, folder)
    found: list[_Example] = json.loads(path.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class _Link:
    text: str
    destination: str | None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\\\n(?=\s*\S)", "\n", text)).strip()


def _ours(text: str) -> tuple[list[str], list[_Link]]:
    """Return the visible text of each block, and the links, as this package reads them."""
    blocks: list[str] = []
    links: list[_Link] = []
    for block in parse(text).blocks:
        shown = list(block.prose)
        for link in block.links:
            brackets = ((link.start, link.text[0]), (link.text[1], link.end))
            for index in (index for start, end in brackets for index in range(start, end)):
                shown[index - block.start] = MASK
        blocks.append(_plain("".join(shown).replace(MASK, "")))
        for link in block.links:
            words = "".join(shown[link.text[0] - block.start : link.text[1] - block.start])
            destination = link.destination and unescapeAll(text[slice(*link.destination)])
            links.append(_Link(_plain(words.replace(MASK, "")), destination))
    return blocks, links


class _Reference(MarkdownIt):
    """markdown-it-py, with inline text; emphasis and entities stay as they are written."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.disable(["emphasis", "entity", "text_join"])

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - its name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name
        return True

    def read(self, text: str) -> tuple[list[str], list[_Link]]:
        """Return what `_ours` returns, with every destination."""
        links: list[_Link] = []
        inline = [token.children or [] for token in self.parse(text) if token.type == "inline"]
        return [_plain(_written(tokens, links)) for tokens in inline], links


def _written(tokens: list[Token], links: list[_Link]) -> str:
    """Return the text of inline tokens without what is masked; add their links to `links`."""
    shown = ""
    opened = (0, 0)
    for index, token in enumerate(tokens):
        if token.type == "image":
            at = len(links)
            links.append(_Link("", None))
            words = _written(token.children or [], links)
            links[at] = _Link(_plain(words), str(token.attrs["src"]))
            shown += words
        elif token.type == "link_open" and token.markup != "autolink":
            opened = (len(links), len(shown))
            links.append(_Link("", str(token.attrs["href"])))
        elif token.type == "link_close" and token.markup != "autolink":
            at, start = opened
            links[at] = _Link(_plain(shown[start:]), links[at].destination)
        elif token.type == "text" and not (
            index
            and tokens[index - 1].markup == "autolink"
            and tokens[index - 1].type == "link_open"
        ):
            shown += token.content
        elif token.type == "text_special":
            shown += token.markup
        elif token.type in ("softbreak", "hardbreak"):
            shown += "\n"
    return shown


def _agree(text: str, reference: _Reference) -> bool:
    our_blocks, our_links = _ours(text)
    blocks, links = reference.read(text)
    return (
        our_blocks == blocks
        and [link.text for link in our_links] == [link.text for link in links]
        and all(
            ours.destination in (None, theirs.destination)
            for ours, theirs in zip(our_links, links, strict=True)
        )
    )


def test_text_and_links_are_those_of_commonmark(examples: list[_Example]) -> None:
    reference = _Reference()
    differing = [e["example"] for e in examples if not _agree(e["markdown"], reference)]
    assert differing == sorted(_DIFFERENCES)
