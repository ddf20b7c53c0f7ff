"""The forms that a citation of a paper can have in a note."""

import html
import os
import re
from collections.abc import Callable
from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import quote

from litnotes_index.addresses import url
from litnotes_index.byline import FEW_AUTHORS, authors, family_name, name_of, short_authors
from litnotes_index.config import CITATION_FORMS
from litnotes_index.model import Paper
from litnotes_index.text import nickname
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
# What notes know besides Markdown: citations, comments, and tags, which are no mere numbers.
_IN_NOTE = r"(?<!\w)@(?=[\w{])|(?<!\w)#(?=\w)(?!\d+(?![\w/-]))|%(?=%)"
# What would be more than words in prose, though not TeX math, which titles hold on purpose.
_LIVE = re.compile(rf"\\*+(?:`|{_TAG}|\[(?=\[)|\](?=[(\[:])|{_IN_NOTE})")
_LIVE_IN_LINK = re.compile(rf"[\[\]\\`]|{_TAG}|{_IN_NOTE}")
# Pandoc's manual, "Citation syntax": single punctuation inside, none at the end.
_PLAIN_KEY = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")
# Where a value of a template stands, by what is before it, and after it.
_IN_WIKILINK = re.compile(r"\[\[([^\[\]|]*)(?P<alias>\|[^\[\]]*)?$")
_IN_ADDRESS = re.compile(r"(?:https?://|\]\(<?)[^\s()]*$")
_AFTER_AT = re.compile(r"(?<![^\W_])@$")
_IN_TAG = re.compile(rf"{_TAG}[^<>]*$")
_IN_LINK = re.compile(r"\[[^\[\]]*$")
_LINK_ENDS = re.compile(r"[^\[\]]*\]\(")


def written(
    paper: Paper, form: str, address: Address | None = None, words: str | None = None
) -> str:
    """Return a citation of the paper: `title`, `wikilink`, `pandoc`, `link`, or by a template.

    A link points to `address(paper)`, by default the paper's URL; where there is none, it is a
    wikilink. Both may show other `words` than the title, in Markdown.
    """
    match form:
        case "title":
            return in_prose(title_of(paper))
        case "wikilink":
            return f"[[{target(paper, words)}]]"
        case "pandoc":
            return f"[@{pandoc_key(paper)}]"
        case "link":
            to = (address or url)(paper)
            shown = link_text(paper) if words is None else words
            return f"[{shown}]({to})" if to else written(paper, "wikilink", words=words)
        case _:
            return _filled(paper, form, address or url)


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


def target(paper: Paper, words: str | None = None) -> str:
    """Return what goes inside `[[…]]`: the title, or the key and the title as its alias.

    Brackets, pipes and the like cannot stand in the target of a wikilink; where they stand in the
    key, too, it is the words of the title, which mean the same. `words` are an alias to have.
    """
    title = title_of(paper)
    named = _called(paper, title)
    if words is None and named == paper.key != title:
        words = one_line(_NO_ALIAS.sub(" ", title))
    return named if words is None else f"{named}|{words}"


def _called(paper: Paper, *names: str) -> str:
    """The first of some names, or of key and title, that the target of a wikilink can hold."""
    title = title_of(paper)
    fit = (name for name in (*names, paper.key, title) if not _NO_TARGET.search(name))
    return next(fit, one_line(_NO_TARGET.sub(" ", title)))


def pandoc_key(paper: Paper) -> str:
    """Return the key as it stands after `@`: in braces where it has what would end it."""
    return paper.key if is_plain_key(paper.key) else f"{{{paper.key}}}"


def is_plain_key(key: str) -> bool:
    """Return whether a key can stand after `@` as it is."""
    return _PLAIN_KEY.fullmatch(key) is not None


def link_text(paper: Paper) -> str:
    """Return the title as it can stand inside `[…]`."""
    return _in_link(title_of(paper))


def _in_link(text: str) -> str:
    return _LIVE_IN_LINK.sub(r"\\\g<0>", text)


def scalar(text: str, before: str) -> str:
    """Return a text as YAML: in the quotes that open before it, or in new ones if it needs some."""
    from litnotes_index.text.as_yaml import as_yaml, double_quoted  # YAML takes long to load

    match before:
        case "'":
            return text.replace("'", "''")
        case '"':
            return double_quoted(text)[1:-1]
        case _:
            return as_yaml(text)


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


def _filled(paper: Paper, template: str, address: Address) -> str:
    """What a template writes: each value as the place that it goes to can hold it."""
    parts = list(Formatter().parse(template))
    # The template with a letter for each value, which tells in what a value is to stand.
    shape = ["".join((literal, "x" * (name is not None))) for literal, name, _, _ in parts]
    written: list[str] = []
    for place, (literal, name, _, _) in enumerate(parts):
        written.append(literal)
        if name is not None:
            before = "".join((*shape[:place], literal))
            written.append(_fitting(paper, name, before, "".join(shape[place + 1 :]), address))
    return "".join(written)


def _fitting(paper: Paper, name: str, before: str, after: str, address: Address) -> str:
    """A value of a template, in what stands before and after it."""
    value = _value(paper, name)
    if opened := _IN_WIKILINK.search(before):
        if opened["alias"]:
            return one_line(_NO_ALIAS.sub(" ", value))
        if name == "title" and not opened[1] and after.startswith("]]"):
            return target(paper)
        return _called(paper, value) if name in ("title", "key") else _NO_TARGET.sub(" ", value)
    if name == "url" and before.endswith(("](", "](<")):
        return address(paper) or ""
    if _IN_ADDRESS.search(before):
        return value if name == "url" else quote(value, safe="/.:;_-")
    if name == "key" and _AFTER_AT.search(before):
        return pandoc_key(paper)
    if _IN_TAG.search(before):
        return html.escape(value)
    if before.count("`") % 2:
        return value.replace("`", "'")
    if _IN_LINK.search(before) and _LINK_ENDS.match(after):
        return _in_link(value)
    return value if name == "url" else in_prose(value)


def _value(paper: Paper, name: str) -> str:
    """What a field of a template says of a paper, in one line; empty where that is unknown."""
    match name:
        case "key":
            return paper.key
        case "title":
            return title_of(paper)
        case "short_title":
            return nickname(title_of(paper)) or title_of(paper).partition(": ")[0]
        case "authors":
            return authors(paper, FEW_AUTHORS)
        case "short_authors":
            return short_authors(paper)
        case "first_author":
            return family_name(paper.authors[0]) if paper.authors else ""
        case "date":
            return one_line(paper.date or "") if not (paper.date or "").startswith("--") else ""
        case "year":
            year = (paper.date or "")[:4]
            return year if year.isdigit() else ""
        case "venue":
            return name_of(paper.venue or "")
        case "url":
            return url(paper) or ""
        case _:
            return one_line(paper.ids.get(name, ""))
