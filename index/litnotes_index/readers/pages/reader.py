"""Pages that list papers, saved as text: blocks with authors and date, or titles and abstracts.

Without blank lines and banners both layouts are one grammar: (title abstract [authors · date])*.
How a line looks (long, a full stop at its end) and the blank lines serve to find the next title
again after a line is missing, so that damage stays with the paper that it hit.
"""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import Line
from litnotes_index.readers.pages.lines import Kind, Token, is_strong, tokens, votes
from litnotes_index.text.latex import decode

FORMAT: str = "page"

_LONGEST_TITLE = 250
_LONGEST_ODD_TITLE = 400  # with a full stop at the end, where an abstract follows
_LONG = 300  # longer than any line of a wrapped text
_LONGEST_DATE = 40
_SHORTEST_ABSTRACT = 120  # to tell a page by its shape alone
_SENTENCE_END = re.compile(r"[.。．…][\"'”’)\]]*$")
_ANY_END = re.compile(r"[.。．…?!][\"'”’)\]]*$|https?://\S+$")
_SENTENCES = re.compile(r"[^\W\d_]{2}[\"'”’)\]]*[.?!]\s+[\"'“‘(]*[^\W\d_a-z]")
_LIKE_A_DATE = re.compile(r"[^\W\d_]{2,12}\.? [0-9]{1,4}(,? [0-9]{1,5}){0,2}")
_META = frozenset({Kind.AUTHORS, Kind.DOT, Kind.DATE})


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the papers of a page in its order, each problem beside the paper that it is about."""
    encoding: list[Problem] = []

    def lines() -> Iterator[Line]:
        for item in source.lines(path):
            if isinstance(item, Problem):
                encoding.append(item)
            else:
                yield item

    yield from _Parser(os.fspath(path), lines()).records()
    yield from encoding


def sniff(path: Path, head: str) -> bool:
    """Return whether a file is a page of papers, by its banner or else by its records."""
    texts = source.split(head)
    if len(texts) > 1 and len(head) > source.HEAD // 4:
        texts.pop()  # it may be cut, and tells little in a head of this size
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    banner = last = 0
    for token in tokens(lines):
        if token.kind is Kind.BANNER:
            if is_strong(token):
                return True
            banner += 1
            if banner > 2 or (banner == 2 and token.text == "Daily Papers"):
                return True
            last = token.line
        elif token.kind is not Kind.DATE:
            banner += token.line == last  # glued to a title, which only such pages do
            break
    # Most files are settled here: their lines are short, and they tell of no authors.
    if "author" not in head and all(len(line.text) < _SHORTEST_ABSTRACT for line in lines):
        return False
    entries: list[Entry] = []
    problems = 0
    for item in _Parser(os.fspath(path), lines).records():
        if isinstance(item, Entry):
            entries.append(item)
        else:
            problems += 1
    return _is_list_of_papers(entries, problems, banner)


def _is_list_of_papers(entries: list[Entry], problems: int, banner: int) -> bool:
    """Return whether what was found in a file of unknown kind can only be papers."""
    found = [entry for entry in entries if entry.abstract]
    dated = [entry for entry in found if entry.author_count is not None and entry.date]
    if dated and max(problems, len(entries) - len(dated)) <= len(dated):
        return True
    if len(found) < (1 if banner > 1 else 2) or problems * 4 > len(found):
        return False
    titles = [entry.title for entry in found]
    abstracts = [entry.abstract or "" for entry in found]
    tight = sum(e.end_line == e.line + 1 for e in found) * 4 > len(found) * 3
    return (
        median(len(title.split()) for title in titles) >= 3
        and sum(bool(_MARKUP.match(text)) for text in (*titles, *abstracts)) * 5 <= len(found)
        and sum(title.endswith((":", ",", ";", "?")) for title in titles) * 3 <= len(titles)
        and sum(title[0].islower() for title in titles) * 3 <= len(titles)
        and median(len(text) for text in abstracts)
        >= (_SHORTEST_ABSTRACT if tight or banner else 240)
        and sum(bool(_ANY_END.search(text)) for text in abstracts) * 4 >= len(abstracts) * 3
        and sum(_scholarly(text, 2 if tight else 3) for text in abstracts) * 3 >= len(abstracts) * 2
    )


_MARKUP = re.compile(r"[#>|{}\[\]<*+@=~\-]|[0-9]+[.):]|\(?[0-9]{2,4}[-/:][0-9]{2}")
_SCHOLARLY = re.compile(
    r"\b(?:we|our|propos\w+|introduc\w+|present|stud(?:y|ies)|method\w*|approach\w*|model\w*"
    r"|results?|experiment\w*|evaluat\w+|performance|dataset\w*|benchmark\w*|task\w*|learning"
    r"|networks?|train\w*|algorithms?|state-of-the-art|analy[sz]\w+|paper|framework|representation"
    r"\w*|improve\w*|data)\b",
    re.IGNORECASE,
)


def _scholarly(text: str, enough: int) -> bool:
    return len({word.lower() for word in _SCHOLARLY.findall(text)}) >= enough


def _is_title(text: str) -> bool:
    """Return whether a line has the shape of a title; an abstract is long or has a full stop."""
    return (
        len(text) <= _LONGEST_TITLE
        and _SENTENCE_END.search(text) is None
        and len(_SENTENCES.findall(text)) < 2
    )


@dataclass(slots=True)
class _Meta:
    """The lines under an abstract: how many authors, when, and how many votes."""

    authors: int | None = None
    date: str | None = None
    votes: int | None = None
    end_line: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])


class _Parser:
    """Makes records of tokens, with a look ahead of two tokens."""

    def __init__(self, path: str, lines: Iterable[Line]) -> None:
        self._path = path
        self._source = tokens(lines)
        self._ahead: deque[Token] = deque()

    def records(self) -> Iterator[Entry | Problem]:
        while token := self._peek():
            if token.kind is Kind.BANNER or token.kind is Kind.DATE:
                self._pop()  # a date of its own is the page's
            elif token.kind is not Kind.TEXT:
                self._meta(token.line)
                if token.kind is Kind.AUTHORS:
                    yield self._problem(token, "the authors and date belong to no paper")
            elif self._at_title():
                yield from self._paper()
            else:
                self._pop()
                self._rest_of_abstract(token)
                self._meta(token.line)
                yield self._problem(token, "the abstract has no title")

    def _paper(self) -> Iterator[Entry | Problem]:
        title = self._pop()
        lines = self._abstract()
        tight = bool(lines) and not lines[0].gap
        meta = self._meta(lines[-1].line if lines else title.line, tight=tight)
        if not lines:
            yield self._problem(title, "the paper has no abstract")
        yield Entry(
            title=decode(title.text),
            line=title.line,
            end_line=meta.end_line,
            abstract="\n".join(line.text for line in lines) or None,
            author_count=meta.authors,
            date=meta.date,
            votes=meta.votes,
        )
        yield from meta.problems

    def _at_title(self) -> bool:
        """Return whether the text ahead is a title rather than an abstract that lost its own."""
        token, after = self._peek(), self._peek(1)
        if token is None or _is_title(token.text):
            return token is not None
        return (
            len(token.text) <= _LONGEST_ODD_TITLE
            and after is not None
            and _is_abstract(after)
            and len(after.text) > len(token.text)
        )

    def _abstract(self) -> list[Token]:
        """Take the lines of the abstract ahead; none where the next title follows at once."""
        token, after = self._peek(), self._peek(1)
        if token is None or token.kind is not Kind.TEXT:
            return []
        if _is_title(token.text) and after is not None and _is_abstract(after):
            wrapped = token.gap and not after.gap and len(after.text) <= _LONG
            if not wrapped:
                return []
        self._pop()
        return [token, *self._rest_of_abstract(token)]

    def _rest_of_abstract(self, first: Token) -> list[Token]:
        """Take the further lines of a paragraph; none where titles and abstracts stand in turn."""
        taken: list[Token] = []
        last = first
        while first.gap and (token := self._peek()) and not token.gap:
            after = self._peek(1)
            if token.kind is Kind.AUTHORS:
                # A line of the text that only looks so: the text goes on at once.
                if after is None or after.gap or after.kind is not Kind.TEXT:
                    break
            elif token.kind is not Kind.TEXT or (
                _is_title(token.text)
                and (_ANY_END.search(last.text) or len(last.text) > _LONG)
                and after is not None
                and _is_abstract(after)
                and (after.gap or len(after.text) > _LONG)
            ):
                break
            taken.append(token)
            last = self._pop()
        return taken

    def _meta(self, line: int, *, tight: bool = False) -> _Meta:
        """Take the authors, dot and date ahead, as far as they are there.

        In a `tight` record no blank lines part title and abstract, so a date after one is not its.
        """
        meta = _Meta(end_line=line)
        seen: set[Kind] = set()
        while token := self._peek():
            if token.kind is Kind.TEXT:
                if Kind.DATE in seen and not token.gap and meta.votes is None and meta.date:
                    meta.votes = votes(token.text)
                    if meta.votes is not None:
                        meta.end_line = self._pop().line
                    break
                if not seen or Kind.DATE in seen or not self._at_bad_date(token):
                    break
                self._add_problem(meta, token, f"the date '{token.text}' is not understood")
                seen.add(Kind.DATE)
            elif token.kind not in _META or token.kind in seen or Kind.DATE in seen:
                break
            elif token.kind is Kind.AUTHORS:
                if Kind.DOT in seen:
                    break
                meta.authors = token.number
                if token.number is None:
                    self._add_problem(
                        meta, token, f"the number of authors in '{token.text}' is not understood"
                    )
            elif token.kind is Kind.DATE:
                if tight and token.gap and not seen:
                    break
                meta.date, meta.votes = token.date, token.number
                if token.date is None:
                    self._add_problem(meta, token, f"the date '{token.text}' is not understood")
            seen.add(token.kind)
            meta.end_line = self._pop().line
        return meta

    def _at_bad_date(self, token: Token) -> bool:
        """Return whether a text that stands where a date should is one, rather than a title."""
        after = self._peek(1)
        return (
            len(token.text) <= _LONGEST_DATE
            and (not token.gap or _LIKE_A_DATE.fullmatch(token.text) is not None)
            and not (after is not None and _is_abstract(after))
        )

    def _add_problem(self, meta: _Meta, token: Token, message: str) -> None:
        meta.problems.append(self._problem(token, message))

    def _problem(self, token: Token, message: str) -> Problem:
        return Problem(self._path, token.line, message)

    def _peek(self, distance: int = 0) -> Token | None:
        while len(self._ahead) <= distance:
            token = next(self._source, None)
            if token is None:
                return None
            self._ahead.append(token)
        return self._ahead[distance]

    def _pop(self) -> Token:
        return self._ahead.popleft()


def _is_abstract(token: Token) -> bool:
    return token.kind is Kind.TEXT and not _is_title(token.text)
