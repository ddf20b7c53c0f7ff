"""What people read in a terminal: cards of papers, counts, problems."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from litnotes_index import addresses
from litnotes_index.backlinks import NoteCitation
from litnotes_index.byline import byline
from litnotes_index.cli.context import around, densest, excerpt, mark
from litnotes_index.cli.layout import WHOLE, Layout
from litnotes_index.library import Status, counted
from litnotes_index.match import Match
from litnotes_index.model import Paper, Problem
from litnotes_index.note_search import NoteHit, lines_of
from litnotes_index.summary import summarize
from litnotes_index.text.clean import one_line, visible

_FEW_AUTHORS = 8
_FEWER_AUTHORS = 3  # of each paper in a list on a terminal
_MOST_LINES = 3  # of a title there
_MOST_PLACES = 10  # of those that cite a paper
_EXCERPT_LINES = 2
_INDENT = "  "


def card(layout: Layout, paper: Paper, cited_by: list[NoteCitation]) -> Text:
    """Return the whole card of a paper."""
    parts = [layout.block(_title(layout, paper))]
    if line := byline(paper, _FEW_AUTHORS):
        parts.append(layout.block(Text(line, "dim")))
    if paper.abstract:
        abstract = one_line(paper.abstract)
        summary = one_line(" ".join(summarize(paper.abstract, title=paper.title)))
        parts += [Text(), layout.block(Text(summary))]
        if summary != abstract:
            parts += [Text(), Text("Abstract", "bold"), layout.block(Text(abstract), _INDENT)]
    facts = [("key", Text(one_line(paper.key)))]
    for kind, value in paper.ids.items():
        address = addresses.of_identifier(kind, value)
        facts.append((one_line(kind), layout.linked(Text(one_line(value)), address)))
    for url in paper.urls:
        address = url if addresses.is_web(url) else None
        facts.append(("url", layout.linked(Text(one_line(url)), address)))
    facts += [("in", layout.place(source.path, source.line)) for source in paper.sources]
    shown = cited_by[:_MOST_PLACES] if layout.is_terminal else cited_by
    facts += [("cited", layout.place(place.path, *_numbers(place))) for place in shown]
    if more := len(cited_by) - len(shown):
        facts.append(("cited", Text(f"and in {counted(more, 'more place')}", "dim")))
    return Text("\n").join([*parts, Text(), layout.facts(facts)])


def hit(layout: Layout, paper: Paper, wanted: Sequence[str]) -> Text:
    """Return the lines that stand for a paper in a list, the words that were looked for marked."""
    title = _title(layout, paper)
    few = _FEWER_AUTHORS if layout.is_terminal else _FEW_AUTHORS
    known = (one_line(paper.key), byline(paper, few))
    below = Text(" · ".join(part for part in known if part), "dim")
    mark(wanted, title, below)
    source = paper.sources[0]
    where = layout.place(source.path, source.line)
    if more := len(paper.sources) - 1:
        where.append(f" and {more} more")
    where.stylize("dim")
    lines = [
        layout.block(title, most=_MOST_LINES),
        layout.block(below, _INDENT),
        layout.block(where, _INDENT, width=WHOLE),
    ]
    return Text("\n").join(lines)


def note_hit(layout: Layout, found: NoteHit, wanted: Sequence[str]) -> Text:
    """Return the lines that stand for a note in a list."""
    title = Text(one_line(found.title), "bold")
    where = layout.place(found.path, found.line + 1)
    where.stylize("dim")
    if not layout.is_terminal:
        said = Text(one_line(found.text))
        mark(wanted, title, said)
        return Text.assemble(title, "\n", _INDENT, where, ": ", said)
    room = _room(layout, _INDENT)
    at = densest(wanted, found.text, room // 2)
    at = found.character if at is None else at
    said = excerpt(found.text[:at], "", found.text[at:], room)
    mark(wanted, title, said)
    lines = [
        layout.block(title, most=_MOST_LINES),
        layout.block(where, _INDENT, width=WHOLE),
        layout.block(said, _INDENT, most=_EXCERPT_LINES),
    ]
    return Text("\n").join(lines)


def cited(layout: Layout, places: Iterable[NoteCitation]) -> list[Text]:
    """Return which papers are cited where: by note on a terminal, else a line for each citation."""

    def say(place: NoteCitation, _room: int) -> Text:
        papers = [f"{one_line(p.key)}  {one_line(p.title)}" for p in place.papers]
        unknown = Text(f"unknown key {one_line(place.text)}", "yellow")
        return Text("; ".join(papers)) if papers else unknown

    return _by_note(layout, places, say)


def backlinks(layout: Layout, places: Iterable[NoteCitation]) -> list[Text]:
    """Return where a paper is cited, and in which words: on a terminal with those around them."""
    lines = lru_cache(maxsize=1)(lines_of)

    def say(place: NoteCitation, room: int) -> Text:
        if not layout.is_terminal:
            return Text(one_line(place.text))
        before, after = around(place, lines(place.path))
        return excerpt(before, place.text, after, room)

    return _by_note(layout, places, say, most=_EXCERPT_LINES)


def _by_note(
    layout: Layout,
    places: Iterable[NoteCitation],
    say: Callable[[NoteCitation, int], Text],
    most: int | None = None,
) -> list[Text]:
    """What is said of each place, given the room there is: a text for each note, or each place."""
    found: list[Text] = []
    for path, group in groupby(places, lambda place: place.path):
        here = [(place, _numbers(place)) for place in group]
        if not layout.is_terminal:
            found += [
                Text.assemble(layout.place(path, *numbers), ": ", say(place, 0))
                for place, numbers in here
            ]
            continue
        lines = [layout.block(layout.place(path), width=WHOLE)]
        width = max(len(f"{line}:{character}") for _, (line, character) in here)
        for place, (line, character) in here:
            number = layout.linked(Text(f"{line}:{character}", "dim"), layout.file(path))
            head = Text.assemble(_INDENT, number, " " * (width - len(number)), _INDENT)
            lines.append(layout.block(say(place, _room(layout, head.plain)), head, most=most))
        found.append(Text("\n").join(lines))
    return found


def matched(layout: Layout, found: Match) -> Text:
    """Return how sure it is which paper is meant, and which; one line but on a terminal."""
    head = f"{found.confidence:.2f}  "
    if found.paper is None:
        near = f" (nearest: {one_line(found.candidates[0].title)})" if found.candidates else ""
        return layout.block(
            Text(f"none  {one_line(found.query)}{near}".rstrip(), "dim"), Text(head, "dim")
        )
    return layout.block(Text(f"{one_line(found.paper.key)}  {one_line(found.paper.title)}"), head)


def overview(layout: Layout, status: Status, conflicts: list[Problem]) -> Text:
    """Return all that `litnotes status` tells."""
    size = f" ({status.size / 1e6:.1f} MB, version {status.index_version})"
    facts = [
        ("root", layout.place(status.root)),
        ("index", layout.place(status.index_dir).append(size)),
        ("holds", Text(status.counts)),
    ]
    for source in status.sources:
        entries = counted(source.entries, "entry", "entries")
        facts.append(("dump", layout.place(source.path).append(f"  {source.format}  {entries}")))
    facts += [("problem", _problem(layout, problem)) for problem in status.problems]
    facts += [("conflict", _problem(layout, conflict)) for conflict in conflicts]
    return Text(f"litnotes {status.version}\n") + layout.facts(facts, shortest=len("conflict"))


def _title(layout: Layout, paper: Paper) -> Text:
    title = Text(one_line(paper.title) or "(no title)", "bold")
    return layout.linked(title, addresses.url(paper))


def _problem(layout: Layout, problem: Problem) -> Text:
    numbers = [problem.line] if problem.line else []
    return layout.place(problem.path, *numbers).append(f": {visible(problem.message)}")


def _numbers(place: NoteCitation) -> tuple[int, int]:
    return place.line + 1, place.character + 1


def _room(layout: Layout, head: str) -> int:
    """How many cells an excerpt behind a head may have; at the ends of lines some stay empty."""
    line = max(layout.measure - cell_len(head), 1)
    return _EXCERPT_LINES * line - line // 4
