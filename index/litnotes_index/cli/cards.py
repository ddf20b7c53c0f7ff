"""What people read in a terminal: cards of papers, counts, problems."""

import textwrap

from rich.console import Console, Group, RenderableType
from rich.text import Text

from litnotes_index.backlinks import NoteCitation
from litnotes_index.byline import byline
from litnotes_index.library import Status, counted
from litnotes_index.match import Match
from litnotes_index.model import Paper, Problem
from litnotes_index.note_search import NoteHit
from litnotes_index.summary import summarize
from litnotes_index.text.clean import one_line, visible

_FEW_AUTHORS = 8


def card(paper: Paper, cited_by: list[NoteCitation], width: int) -> RenderableType:
    """Return the whole card of a paper for a terminal of this width."""
    parts: list[RenderableType] = [Text(one_line(paper.title), style="bold")]
    if line := byline(paper, _FEW_AUTHORS):
        parts.append(Text(line, style="dim"))
    if paper.abstract:
        summary = " ".join(summarize(paper.abstract, title=paper.title))
        parts += [Text(), _wrapped(summary, width), Text(), Text("Abstract", style="bold")]
        parts.append(_wrapped(paper.abstract, width, indent="  "))
    facts = Text()
    facts.append(f"\nkey    {one_line(paper.key)}\n")
    for kind, value in paper.ids.items():
        facts.append(f"{kind:<7}{one_line(value)}\n")
    for url in paper.urls:
        facts.append(f"url    {one_line(url)}\n")
    for source in paper.sources:
        facts.append(f"in     {visible(source.path)}:{source.line}\n")
    for place in cited_by:
        facts.append(f"cited  {_where(place)}\n")
    facts.rstrip()
    return Group(*parts, facts)


def hit(paper: Paper) -> RenderableType:
    """Return the two or three lines that stand for a paper in a list."""
    source = paper.sources[0]
    where = f"{visible(source.path)}:{source.line}"
    more = len(paper.sources) - 1
    below = " · ".join(part for part in (one_line(paper.key), byline(paper, _FEW_AUTHORS)) if part)
    return Group(
        Text(one_line(paper.title), style="bold"),
        Text(f"  {below}", style="dim"),
        Text(f"  {where}{f' and {more} more' if more else ''}", style="dim"),
    )


def note_hit(found: NoteHit) -> RenderableType:
    """Return the two lines that stand for a note in a list."""
    return Group(
        Text(one_line(found.title), style="bold"),
        Text(f"  {visible(found.path)}:{found.line + 1}: {one_line(found.text)}", style="dim"),
    )


def cited(place: NoteCitation) -> RenderableType:
    """Return one line: where a note cites which paper."""
    said = "; ".join(f"{one_line(p.key)}  {one_line(p.title)}" for p in place.papers)
    line = f"{_where(place)}: {said or f'unknown key {one_line(place.text)}'}"
    return Text(line, style="" if place.papers else "yellow")


def backlink(place: NoteCitation) -> RenderableType:
    """Return one line: where a note cites the paper that was asked for, and in which words."""
    return Text(f"{_where(place)}: {one_line(place.text)}")


def _where(place: NoteCitation) -> str:
    """A place as compilers and editors write it: from 1."""
    return f"{visible(place.path)}:{place.line + 1}:{place.character + 1}"


def matched(found: Match) -> RenderableType:
    """Return one line: how sure, and which paper is meant."""
    if found.paper is None:
        near = f" (nearest: {one_line(found.candidates[0].title)})" if found.candidates else ""
        return Text(f"{found.confidence:.2f}  none  {one_line(found.query)}{near}", style="dim")
    said = f"{one_line(found.paper.key)}  {one_line(found.paper.title)}"
    return Text(f"{found.confidence:.2f}  {said}")


def overview(status: Status, conflicts: list[Problem]) -> RenderableType:
    """Return all that `litnotes status` tells."""
    size = f"{status.size / 1e6:.1f} MB"
    lines = [
        f"litnotes {status.version}",
        f"root     {visible(status.root)}",
        f"index    {visible(status.index_dir)} ({size}, version {status.index_version})",
        f"holds    {status.counts}",
    ]
    lines += [
        f"dump     {visible(s.path)}  {s.format}  {counted(s.entries, 'entry', 'entries')}"
        for s in status.sources
    ]
    lines += [f"problem  {visible(str(problem))}" for problem in status.problems]
    lines += [f"conflict {visible(str(conflict))}" for conflict in conflicts]
    return Text("\n".join(lines))


def console() -> Console:
    """Return the console for what a command answers: styled on a terminal, plain in a pipe."""
    return Console(highlight=False, soft_wrap=False, emoji=False, markup=False)


def _wrapped(text: str, width: int, indent: str = "") -> Text:
    # By hand: rich leaves spaces at the ends of lines, which show in a pipe.
    lines = textwrap.wrap(one_line(text), max(width - len(indent), 20))
    return Text("\n".join(indent + line for line in lines))
