"""The forms that a citation of a paper can have in a note."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from litnotes_index.byline import authors
from litnotes_index.config import CITATION_FORMS
from litnotes_index.model import Paper
from litnotes_server.features.card import ADDRESSES, FEW_AUTHORS

if TYPE_CHECKING:
    from litnotes_index.backlinks import Notes

Address = Callable[[Paper], str | None]
"""Where a link to a paper points: to its page, else to its literature note; None for nowhere."""

# What the target of a wikilink cannot hold.
_NO_TARGET = re.compile(r"[\[\]|#^]")
# Pandoc's manual, "Citation syntax": single punctuation inside, none at the end.
_PLAIN_KEY = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")
_BRACKETS = re.compile(r"([\[\]\\])")
# What YAML would read as something else than the text that it is.
_NOT_PLAIN = re.compile(r": |\s#|^[\s\-?:,\[\]{}#&*!|>'\"%@`]|:$")


def written(paper: Paper, form: str, address: Address | None = None) -> str:
    """Return a citation of the paper: `title`, `wikilink`, `pandoc`, `link`, or by a template.

    A link points to `address(paper)`, by default the paper's URL; where there is none, it is a
    wikilink.
    """
    match form:
        case "title":
            return title_of(paper)
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
    """Return the title in one line."""
    return " ".join(paper.title.split())


def target(paper: Paper) -> str:
    """Return what goes inside `[[…]]`: the title, or the key and the title as its alias.

    Brackets, pipes and the like cannot stand in the target of a wikilink.
    """
    title = title_of(paper)
    if not _NO_TARGET.search(title):
        return title
    alias = " ".join(re.sub(r"[\[\]|]", " ", title).split())
    return f"{paper.key}|{alias}"


def pandoc_key(paper: Paper) -> str:
    """Return the key as it stands after `@`: in braces where it has what would end it."""
    return paper.key if is_plain_key(paper.key) else f"{{{paper.key}}}"


def is_plain_key(key: str) -> bool:
    """Return whether a key can stand after `@` as it is."""
    return _PLAIN_KEY.fullmatch(key) is not None


def link_text(paper: Paper) -> str:
    """Return the title as it can stand inside `[…]`."""
    return _BRACKETS.sub(r"\\\1", title_of(paper))


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


def url(paper: Paper) -> str | None:
    """Return the address of the paper's own page, safe inside `(…)`; None where it has none."""
    for kind, address in ADDRESSES.items():
        if value := paper.ids.get(kind):
            return address + quote(value, safe="/.:;_-")
    web = [address for address in paper.urls if address.startswith(("http://", "https://"))]
    return quote(web[0], safe="/:?#&=%~+,;@!$'*._-") if web else None


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
        title=title_of(paper),
        authors=authors(paper, FEW_AUTHORS),
        year=year if year.isdigit() else "",
        url=url(paper) or "",
    )
