"""What a reader is shown of a paper: its card, in Markdown or as plain text."""

import re
import textwrap

from litnotes_index.addresses import is_web, of_identifier
from litnotes_index.byline import FEW_AUTHORS, byline
from litnotes_index.model import Paper
from litnotes_index.text.clean import one_line
from litnotes_index.text.inert import inert
from litnotes_index.zipped import file_of

_SUMMARY_SENTENCES = 3
# Of what a dump may say without end, so much is shown: letters, and addresses or places.
_LONGEST = 2_000
_MOST = 10


def card(
    paper: Paper, *, markdown: bool, width: int | None = None, cited_in: int | None = None
) -> str:
    """Return the card of a paper: title, who and when, summary, identifiers, and where it stands.

    Text from dumps is data: in Markdown all of it is escaped. `width` breaks lines, for an editor
    that cannot. `cited_in` is the number of notes that cite the paper.
    """

    def say(text: str) -> str:
        whole = _cropped(one_line(text))
        # Broken first: what begins a line can begin a block.
        lines = textwrap.wrap(whole, width, break_long_words=False) if width else [whole]
        return "\n".join(inert(line) if markdown else line for line in lines)

    title = say(paper.title) or "(no title)"
    blocks = [f"**{title}**" if markdown else title, say(byline(paper, FEW_AUTHORS))]
    if paper.abstract:
        # Most of what needs this module shows no card.
        from litnotes_index.summary import summarize

        summary = summarize(paper.abstract, title=paper.title, sentences=_SUMMARY_SENTENCES)
        blocks.append(say(" ".join(summary)))
    facts = [*(_id(kind, value, markdown=markdown) for kind, value in paper.ids.items())]
    web = [url for url in paper.urls if is_web(url)]
    facts += [f"<{url}>" if markdown else url for url in web[:_MOST]]
    blocks.append(" · ".join(facts))
    places = [f"{file_name(source.path)}:{source.line}" for source in paper.sources[:_MOST]]
    if len(paper.sources) > _MOST:
        places.append(f"{len(paper.sources) - _MOST} more")
    key = _code(paper.key) if markdown else one_line(paper.key)
    where = [key, f"in {say(', '.join(places))}"]
    blocks.append(_joined(where if cited_in is None else [*where, cited(cited_in)], width))
    return "\n\n".join(block for block in blocks if block)


def _joined(parts: list[str], width: int | None) -> str:
    """The parts on one line, or on as many as it takes where a width is given."""
    joined = parts[0]
    for part in parts[1:]:
        last = joined.rpartition("\n")[2]
        fits = width is None or len(f"{last} · {part}") <= width
        joined += f" · {part}" if fits else f" ·\n{part}"
    return joined


def cited(count: int) -> str:
    """Return in how many notes a paper is cited, in words."""
    return f"cited in {count} note{'' if count == 1 else 's'}"


def _id(kind: str, value: str, *, markdown: bool) -> str:
    if markdown:
        address = of_identifier(kind, value)
        shown = inert(_cropped(f"{kind}:{value}"))
        return f"[{kind}:{inert(value)}](<{address}>)" if address else shown
    return _cropped(f"{kind}:{one_line(value)}")


def _cropped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def file_name(path: str) -> str:
    """Return the name of a file, that of a member behind that of its zip file."""
    file, member = file_of(path)
    name = re.split(r"[/\\]", file)[-1]
    return name if member is None else f"{name}/{member}"


def _code(key: str) -> str:
    return f"`{one_line(key).replace('`', '')}`"
