"""Lists of papers in Markdown: items, headings and rows of tables with a link to a paper each.

Only an address that is known to be a paper's, or that of a PDF, makes an entry of a line. The text
of its link is the title or, where that but names what is linked ("[pdf]"), what the line begins
with, quotes or sets strong, or what a table has in its column of titles.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from litnotes_index.model import Entry, Problem
from litnotes_index.readers.fields.urls import ids_of, is_paper, is_pdf
from litnotes_index.readers.files import source
from litnotes_index.readers.files.source import Line
from litnotes_index.readers.markdown_list.lines import shown_lines
from litnotes_index.readers.markdown_list.links import Link, links, shown
from litnotes_index.text.arxiv import arxiv_id
from litnotes_index.text.fold import words

FORMAT: str = "markdown-list"

_MARKDOWN = (".md", ".markdown", ".qmd", ".rmd")
_NO_TITLE = "the link to a paper has no title"

_BEGIN = re.compile(
    r"[ \t]*+(?:>[ \t]?)*+(?:(?P<item>[-*+]|[0-9]{1,9}[.)])(?:[ \t]++\[[ xX]\])?[ \t]+"
    r"|(?P<number>(?:\*\*)?\[[0-9]{1,4}\](?:\*\*)?)[ \t]+"
    r"|(?P<heading>#{1,6})[ \t]+|(?P<row>\|))"
)
_RULE = re.compile(r"[ \t]*+\|(?=[ \t|:]*+-)[ \t|:-]++")
_CELL = re.compile(r"(?<!\\)\|")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{2,400}?)(?<=\S)\1")
_QUOTED = re.compile(r"[“\"]([^“”\"]{8,400}?)[,.]?[”\"]")
_AT_BEGIN, _AT_END = " \t,;:.|)]}–—-*_", " \t,;:.|([{–—-*_"
_NUMBERED = re.compile(
    r"\[(?:arXiv:)?(?:[0-9]{4}\.[0-9]{4,5}|[a-z.-]{2,20}/[0-9]{7})(?:v[0-9]+)?\]\s*"
)
_DATED = re.compile(
    r"\[[^\[\]]{0,30}(?<![0-9])(?:(?:19|20)[0-9]{2}|['’][0-9]{2})(?![0-9])[^\[\]]{0,30}\]\s*"
)
_WHOLLY_QUOTED = re.compile(r"[“\"]([^“”\"]+?)[,.]?[”\"][,.]?")
# What stands between the titles of two papers.
_JOINS = re.compile(r"[\s*_]*+(?:[,;&+/]\s*+)?(?:and\b|&)?[\s*_]*+")
# What stands before a title: the paper's nickname, its venue, a picture by name.
_AHEAD = re.compile(r"\s*(?:\[[^\[\]]{1,30}\]|:[a-z0-9_+-]{2,30}:)")
_END_OF_TITLE = re.compile(r"\s*\((?P<year>(?:19|20)[0-9]{2})\)(?=\s*(?:[,\[]|\Z))|\s+\|\s|[.?!]\s")
_AUTHORS_END = re.compile(r"\b[A-Z]\Z|\bet al\Z")
_NAME = re.compile(r"\s*(?:and\s|&\s)?(?:[^\W\d_a-z][\w.'’-]*\s*){1,4}")
_PEOPLE = re.compile(r"\bet al\b|\((?:19|20)[0-9]{2}[a-z]?\)\s*\Z|\A\w+ (?:and|&) \w+\Z")

_DATE = re.compile(
    r"(?<![0-9./-])((?:19|20)[0-9]{2})[-/.](0[1-9]|1[0-2])(?:[-/.](0[1-9]|[12][0-9]|3[01]))?"
    r"(?![0-9]|[-/.][0-9])"
)
_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9]|\.[0-9])")
_GENERIC = frozenset(
    """
    a aaai abs abstract acl acm aistats anthology appendix article arxiv at bib bibtex biorxiv
    blog camera code coling conference corr cvpr data dataset demo doi download eccv emnlp
    extended full full-text github google hal homepage html icassp iccv iclr icml icra
    ieee ijcai implementation in interspeech iros jmlr journal kdd link long manuscript
    medrxiv model models more naacl neurips nips of official on openreview page paper papers
    pdf pmlr post poster preprint proceedings project publication published pytorch ready repo
    repository scholar semantic short siggraph sigir site slides source springer supp
    supplement supplementary tacl talk tensorflow text the tmlr to tpami uai url version video
    web website weights with workshop www youtube
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
_MOST_GENERIC = 3  # words
_TITLE_COLUMNS = frozenset({"title", "paper", "papers", "publication", "article", "name"})


def sniff(path: Path, head: str) -> bool:
    """Return whether a file is a list of papers: several lines are entries, and many of all.

    Notes are not asked about unless a person named them, so fewer are enough there.
    """
    lines = [Line(number, text) for number, text in enumerate(source.split(head), 1)]
    if not any("](" in line.text or "://" in line.text for line in lines):
        return False
    entries = [item for item in _entries("", lines) if isinstance(item, Entry)]
    written = sum(bool(line.text.strip()) for line in lines)
    if any(suffix.lower() in _MARKDOWN for suffix in path.suffixes[-2:]):
        return len(entries) > 1 and len(entries) * 10 >= written
    sure = sum(is_paper(entry.urls[0]) for entry in entries)
    return sure > 4 and sure * 3 >= written


def read(path: Path) -> Iterator[Entry | Problem]:
    """Yield the papers of a list in its order, each problem in its place among them."""
    yield from _entries(os.fspath(path), source.lines(path))


def _entries(path: str, lines: Iterable[Line | Problem]) -> Iterator[Entry | Problem]:
    above: list[str] = []  # the cells of the row before
    column: int | None = None  # of titles, in the table at hand
    for line in shown_lines(lines):
        if isinstance(line, Problem):
            yield line
            continue
        text = line.text
        begin = _BEGIN.match(text)
        if begin is None or not begin["row"]:
            above, column = [], None
        elif _RULE.fullmatch(text):
            column = _column_of_titles(above)
        if begin is None:
            continue
        if begin["row"]:
            above = _cells(text)
        found = links(text, begin.end())
        papers = [link for link in found if is_paper(link.url) or is_pdf(link.url)]
        if papers:
            cell = (
                above[column] if begin["row"] and column is not None and column < len(above) else ""
            )
            for same in [papers] if begin["row"] else _parted(papers, text):
                entry = _entry(line.number, text, begin, same, cell)
                yield entry or Problem(path, line.number, _NO_TITLE)


def _parted(papers: Sequence[Link], text: str) -> Iterator[Sequence[Link]]:
    """Yield the links of each paper, where a line names one title after the other."""
    start = 0
    titled = [_is_title(shown(link.text)) for link in papers] if len(papers) > 1 else []
    for place, (one, next_one) in enumerate(pairwise(papers), 1):
        is_next = titled[place - 1] and titled[place] and one.url != next_one.url
        if is_next and _JOINS.fullmatch(text, one.end, next_one.start):
            yield papers[start:place]
            start = place
    yield papers[start:]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL.split(row.strip().strip("|"))]


def _column_of_titles(header: Sequence[str]) -> int | None:
    names = [frozenset(words(shown(cell))) for cell in header]
    return next((place for place, name in enumerate(names) if name & _TITLE_COLUMNS), None)


def _entry(
    number: int, text: str, begin: re.Match[str], papers: Sequence[Link], cell: str
) -> Entry | None:
    """Return the entry of a line that links to papers; None where it tells no title."""
    before = text[begin.end() : papers[0].start]
    titles = [shown(link.text) for link in papers]
    are_titles = [_is_title(title) for title in titles]
    if not are_titles[0]:
        are_titles[0] = _is_title(titles[0], leads=True) and not words(shown(before))
    place = are_titles.index(True) if True in are_titles else 0
    linked = papers[place]
    are_kinds = [_is_kind(title) for title in titles]
    if are_titles[place]:
        title = titles[place]
        rest = text[begin.end() : linked.start] + text[linked.end :]
    else:
        title = _title_beside(before, begin, cell, is_kind=are_kinds[0])
        rest = text[begin.end() :]
    title = _bare(title)
    if not title:
        return None
    # Links that name a kind are to other forms of the paper; others may be to other papers.
    same = [linked, *(link for link, is_kind in zip(papers, are_kinds, strict=True) if is_kind)]
    ids: dict[str, str] = {}
    for link in same:
        ids = ids_of(link.url) | ids
    return Entry(
        title=title,
        line=number,
        end_line=number,
        date=_date(rest, title),
        ids=ids,
        urls=tuple(dict.fromkeys(link.url for link in same)),
    )


def _is_title(text: str, *, leads: bool = False) -> bool:
    """Return whether the text of a link names a paper, and not its authors or a kind of link.

    One word may be a title only where it `leads` the line.
    """
    found = words(text)
    return (len(found) > 1 or leads) and not _is_kind(text) and not _PEOPLE.search(text)


def _is_kind(text: str) -> bool:
    """Return whether the text of a link but tells what is linked, or where that is."""
    if "://" in text or arxiv_id(text) is not None:
        return True
    found = words(text)
    return len(found) <= _MOST_GENERIC and all(
        word in _GENERIC or word.isdecimal() for word in found
    )


def _title_beside(before: str, begin: re.Match[str], cell: str, *, is_kind: bool) -> str:
    """Return the title that stands before a link to a paper; empty for none that is sure.

    `is_kind` says that the link but names a kind: in a sentence, it names something else.
    """
    if cell:
        return _title_of(cell)
    if begin["row"]:
        return ""
    if begin["heading"]:
        return _title_of(before)
    for form, group in ((_QUOTED, 1), (_STRONG, 2)):
        for match in form.finditer(before):
            if match[group].startswith("[") and match[group].endswith("]"):
                continue
            if _is_title(title := _title_of(match[group])):
                return title
    return _leading_title(shown(before)) if is_kind else ""


def _leading_title(text: str) -> str:
    """Return the title that a text begins with; empty where it cannot be told from other things."""
    while ahead := _AHEAD.match(text):
        text = text[ahead.end() :]
    end = _END_OF_TITLE.search(text)
    first = text[: end.start()] if end else text
    title = _title_of(first)
    parts = title.split(",")
    if _AUTHORS_END.search(first) or (len(parts) > 1 and all(map(_NAME.fullmatch, parts))):
        return ""
    # Without anything that ends it, what has commas may be a title and authors.
    is_sure = len(words(title)) > 2 and (end is not None or len(parts) == 1)
    is_dated = end is not None and end["year"] is not None and len(words(title)) > 1
    return title if (is_sure or is_dated) and _is_title(title) else ""


def _bare(title: str) -> str:
    """Return a title without its number or venue before it, as on arXiv's pages, and quotes."""
    for ahead in (_NUMBERED, _DATED):
        if (match := ahead.match(title)) and match.end() < len(title):
            title = title[match.end() :]
    quoted = _WHOLLY_QUOTED.fullmatch(title)
    return quoted[1] if quoted else title


def _title_of(text: str) -> str:
    return shown(text).lstrip(_AT_BEGIN).rstrip(_AT_END)


def _date(rest: str, title: str) -> str | None:
    """Return the date that a line tells beside its title; None where it is not the only one."""
    for link in reversed(links(rest)):
        rest = rest[: link.start] + link.text + rest[link.end :]
    rest = rest.replace(title, " ", 1)
    told = list(_DATE.finditer(rest))
    years = {*_YEAR.findall(rest), *(match[1] for match in told)}
    if len(years) != 1:
        return None
    dates = {"-".join(filter(None, match.groups())) for match in told}
    return dates.pop() if len(dates) == 1 else years.pop()
