"""`textDocument/completion`: the papers that are being typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from litnotes_index.addresses import url
from litnotes_index.byline import short_byline
from litnotes_index.config import Config
from litnotes_index.forms import (
    Address,
    in_prose,
    link_text,
    pandoc_key,
    scalar,
    target,
    title_of,
    written,
)
from litnotes_index.markdown import Note
from litnotes_index.model import Paper
from litnotes_index.notes import NoteRecord
from litnotes_index.papers.ranking import Cited
from litnotes_index.text import Token, nickname, normalise, tokens
from litnotes_index.view import View
from litnotes_server.features.begun import Begun, begun, prose_begun
from litnotes_server.features.likely import has_ended

# What follows a scheme is a key, such as `doi:10.1000/1`, or a label: `fig:plan`.
_SCHEME = re.compile(r"[A-Za-z]+:\S")
# Marks that nobody types in a title that has none. A colon may stand for a dash.
_STOP = re.compile(r"[.,;!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of the list: `new_text` goes in place of `start` to `end`."""

    paper: Paper
    label: str
    detail: str
    start: int
    end: int
    new_text: str
    filter_text: str | None
    sort_text: str


def completion(
    view: View,
    note: Note,
    offset: int,
    config: Config,
    address: Address = url,
    record: NoteRecord | None = None,
) -> list[Item]:
    """Return the papers that may be meant at `offset`, best first; empty where none is.

    An edit never spans lines: of a title that began on a line before, the rest is completed.
    `address` tells where a link to a paper points, `record` what is known of the note's citations.
    """
    here = begun(note, offset, view.titles, config.completion.prose)
    limit, cited = config.completion.limit, view.cited(record)
    papers = _papers(view, here, limit, cited) if here else []
    if here is not None and not papers and here.form == "prose" and here.free:
        here = prose_begun(note, offset, view.titles)
        papers = _papers(view, here, limit, cited) if here else []
    if here is None:
        return []
    form = _Form(note.text, here, offset, config.citation, address)
    items = [form.item(paper, rank) for rank, paper in enumerate(papers)]
    # What stands there in full already needs no item: Enter is a new line then.
    return [item for item in items if note.text[item.start : item.end] != item.new_text]


def _papers(view: View, here: Begun, limit: int, cited: Cited) -> list[Paper]:
    if here.form == "pandoc" and _is_cited(view, here.typed):
        return []  # what follows a whole key is its locator, or the sentence that goes on
    papers = view.papers.complete(here.typed, limit, cited, first=not here.free)
    if here.form == "pandoc" and _SCHEME.match(here.typed):
        typed = here.typed.casefold()
        return [p for p in papers if any(key.casefold().startswith(typed) for key in p.keys)]
    return papers if here.free else [p for p in papers if _begins(p.title, here.typed)]


def _begins(title: str, typed: str) -> bool:
    """Whether a title begins with what is typed, or its nickname is that.

    What is typed may lack marks of the title, but a comma or a full stop in it must be there too.
    """
    words = tokens(typed)
    start = normalise(typed)
    if normalise(nickname(title) or "") == start:
        return True
    if not normalise(title).startswith(start + " " * has_ended(typed, words[-1])):
        return False
    stops = _stops(typed, words)
    return not any(stops) or stops == [
        wanted and written
        for wanted, written in zip(stops, _stops(title, tokens(title)), strict=False)
    ]


def _stops(text: str, words: Sequence[Token]) -> list[str]:
    """What ends a sentence, or a part of one, after each word but the last; mostly nothing."""
    between = (text[one.end : other.start] for one, other in pairwise(words))
    return ["".join(_STOP.findall(part)) for part in between]


def _is_cited(view: View, typed: str) -> bool:
    key = re.split(r"[\s,]", typed, maxsplit=1)[0]
    return key != typed and bool(view.papers.keyed(key))


class _Form:
    """How a paper is written at one place of a note."""

    def __init__(
        self, text: str, here: Begun, offset: int, citation: str, address: Address
    ) -> None:
        self._here = here
        self._address = address
        self._citation = citation
        line_end = re.compile(r"[\r\n]|\Z").search(text, offset)
        self._after = text[offset : line_end.start() if line_end else offset]
        line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
        self._start = max(here.start, line_start)
        # Of a title wrapped over lines, the part on earlier lines stays as it is.
        self._earlier = text[here.start : self._start]
        self._typed = text[self._start : offset]
        # Block markers (`> `, indentation) at the beginning of the line are no part of the title.
        marks = len(self._typed) - len(self._typed.lstrip("> \t")) if self._earlier else 0
        self._start, self._typed = self._start + marks, self._typed[marks:]
        self._end = offset
        self._before = text[here.start - 1 : here.start]

    def item(self, paper: Paper, rank: int) -> Item:
        """Return the item of a paper, the `rank`-th of the list."""
        title = title_of(paper)
        new_text, end = self._written(paper)
        begins = title.startswith(self._typed)
        return Item(
            paper=paper,
            label=title,
            detail=short_byline(paper),
            start=self._start,
            end=end,
            new_text=new_text,
            filter_text=None if begins else f"{self._typed} {title}",
            sort_text=f"{rank:03d}",
        )

    def _written(self, paper: Paper) -> tuple[str, int]:
        match self._here.form:
            case "wikilink":
                return self._wikilink(paper), self._end
            case "pandoc":
                return self._key(paper), self._end
            case "link":
                return self._link(paper)
            case "front-matter":
                return scalar(title_of(paper), self._before), self._end
            case "prose":
                rest = self._rest(title_of(paper))
                return (rest and in_prose(rest)) or written(
                    paper, self._citation, self._address
                ), self._end

    def _rest(self, title: str) -> str | None:
        """What is left of a title after the words on earlier lines; None where they differ."""
        if not self._earlier:
            return None
        words = len(normalise(self._earlier).split())
        place = 0
        for count, word in enumerate(re.finditer(r"\S+", title)):
            if len(normalise(title[: word.start()]).split()) == words:
                place = word.start()
                break
            if count > words:
                return None
        same = normalise(title[:place]) == normalise(self._earlier)
        return title[place:] if same else None

    def _key(self, paper: Paper) -> str:
        """The key, in the braces that some keys need; an opening one may stand there already."""
        if self._before != "{":
            return pandoc_key(paper)
        return paper.key if self._after.startswith("}") else f"{paper.key}}}"

    def _wikilink(self, paper: Paper) -> str:
        """The rest of a wikilink; an editor may have closed it already, wholly or by half."""
        if self._after.startswith("]]") or re.match(r"[^\[\]]*\]\]", self._after):
            return target(paper)
        return target(paper) + ("]" if self._after.startswith("]") else "]]")

    def _link(self, paper: Paper) -> tuple[str, int]:
        closed = re.match(r"(?P<rest>[^\[\]]*)\](?P<destination>[(\[])?", self._after)
        if closed and closed["destination"]:
            return link_text(paper), self._end
        at_once = closed is not None and not closed["rest"]
        if address := self._address(paper):
            # The `]` that stands there already is part of the edit.
            return f"{link_text(paper)}]({address})", self._end + at_once
        # There is one `[`: a second one makes it a wikilink.
        return f"[{target(paper)}]" + ("" if at_once else "]"), self._end
