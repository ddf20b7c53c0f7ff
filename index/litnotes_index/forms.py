"""The forms that a citation of a paper can have in a note."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from litnotes_index.addresses import url
from litnotes_index.byline import FEW_AUTHORS, authors
from litnotes_index.config import CITATION_FORMS
from litnotes_index.model import Paper
from litnotes_index.text.clean import one_line

if TYPE_CHECKING:
    from litnotes_index.backlinks import Notes

Address = Callable[[Paper], str | None]
"""Where a link to a paper points: to its page, else to its literature note; None for nowhere."""

# What begins a tag, an autolink or a comment; an inequality does not.
_TAG = r"<(?=/?[A-Za-z][\w+.-]*(?:[\s/>:@]|$)|[!?])"
# What the target of a wikilink cannot hold, nor its alias.
_NO_TARGET = re.compile(rf"[\[\]|#^]|{_TAG}")
_NO_ALIAS = re.compile(rf"[\[\]|]|{_TAG}")
# What would be more than words in prose, though not TeX math, which titles hold on purpose.
_LIVE = re.compile(rf"\\*+(?:`|{_TAG}|\[(?=\[)|\](?=[(\[:])|(?<!\w)@(?=[\w{{]))")
_LIVE_IN_LINK = re.compile(rf"[\[\]\\`]|{_TAG}|(?<!\w)@(?=[\w{{])")
# Pandoc's manual, "Citation syntax": single punctuation inside, none at the end.
_PLAIN_KEY = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")
# What YAML would read as something else than the text that it is.
_NOT_PLAIN = re.compile(r": |\s#|^[\s\-?:,\[\]{}#&*!|>'\"%@`]|:$")


def written(paper: Paper, form: str, address: Address | None = None) -> str:
    """Return a citation of the paper: `title`, `wikilink`, `pandoc`, `link`, or by a template.

    A link points to `address(paper)`, by default the paper's URL; where there is none, it is a
    wikilink.
    """
    match form:
        case "title":
            return in_prose(title_of(paper))
        case "wikilink":
            return f"[[{target(paper)}]]"
        case "pandoc":
            return f"[@{pandoc_key(paper)}]"
        case "link":
            to = (address or url)(paper)
            return f"[{link_text(paper)}]({to})" if to else written(paper, "wikilink")
        case _:
            return _filled(paper, form)


def every_form(paper: Paper) -> dict[str, str]:
    """Return the citation of a paper in each form that has a name."""
    return {form: written(paper, form) for form in CITATION_FORMS}


def title_of(paper: Paper) -> str:
    """Return the title in one line, without what controls or reorders text."""
    return one_line(paper.title)


def in_prose(title: str) -> str:
    """Return a title, or the rest of one, as words only: no tag, code, link or citation in it."""
    return _LIVE.sub(_inert, title)


def _inert(live: re.Match[str]) -> str:
    """What is escaped already is so no longer once that is escaped."""
    return "\\" * (2 * len(live[0]) - 1) + live[0][-1]


def target(paper: Paper) -> str:
    """Return what goes inside `[[…]]`: the title, or the key and the title as its alias.

    Brackets, pipes and the like cannot stand in the target of a wikilink; where they stand in the
    key, too, it is the words of the title, which mean the same.
    """
    title = title_of(paper)
    if not _NO_TARGET.search(title):
        return title
    if _NO_TARGET.search(paper.key):
        return one_line(_NO_TARGET.sub(" ", title))
    return f"{paper.key}|{one_line(_NO_ALIAS.sub(' ', title))}"


def pandoc_key(paper: Paper) -> str:
    """Return the key as it stands after `@`: in braces where it has what would end it."""
    return paper.key if is_plain_key(paper.key) else f"{{{paper.key}}}"


def is_plain_key(key: str) -> bool:
    """Return whether a key can stand after `@` as it is."""
    return _PLAIN_KEY.fullmatch(key) is not None


def link_text(paper: Paper) -> str:
    """Return the title as it can stand inside `[…]`."""
    return _LIVE_IN_LINK.sub(r"\\\g<0>", title_of(paper))


def scalar(text: str, before: str) -> str:
    """Return a text as YAML: in the quotes that open before it, or in new ones if it needs some."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    match before:
        case "'":
            return text.replace("'", "''")
        case '"':
            return escaped
        case _:
            return f'"{escaped}"' if _NOT_PLAIN.search(text) else text


def address_from(notes: "Notes", path: str) -> Address:
    """Return where links in the note at a path point: to the paper's URL, else to its own note."""

    def address(paper: Paper) -> str | None:
        if found := url(paper):
            return found
        about = next((note.path for note in notes.literature(paper) if note.path != path), None)
        if about is None or not os.path.isabs(path):  # noqa: PTH117 - names need not be UTF-8
            return None
        try:
            relative = os.path.relpath(about, os.path.dirname(path))  # noqa: PTH120 - as above
        except ValueError:  # on another drive of Windows
            return None
        return quote(os.fsencode(relative.replace(os.sep, "/")), safe="/.-_~")

    return address


def _filled(paper: Paper, template: str) -> str:
    year = (paper.date or "")[:4]
    return template.format(
        key=paper.key,
        title=in_prose(title_of(paper)),
        authors=in_prose(authors(paper, FEW_AUTHORS)),
        year=year if year.isdigit() else "",
        url=url(paper) or "",
    )
