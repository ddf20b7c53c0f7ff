"""A corpus in each form that readers stream, with the same titles, authors, years, abstracts.

The records are those of `../shared/data/corpus`: JSON lines of ACL's and of arXiv's papers.
"""

import bz2
import csv
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

Record = dict[str, Any]
MEMBER = "generic.jsonl"  # of the zip file


def _paper(number: int, record: Record) -> Record:
    """What all forms say of a paper."""
    told: list[str] | str = record.get("authors") or []
    year = str(record.get("year") or record.get("published") or record.get("date") or "2020")[:4]
    return {
        "number": number,
        "key": f"key{number}",
        "title": " ".join(record["title"].split()),
        "authors": [told] if isinstance(told, str) else told,
        "year": year,
        "abstract": " ".join((record.get("abstract") or record.get("summary") or "").split()),
        "doi": f"10.5555/{number:08}",
    }


def papers(records: list[Record]) -> list[Record]:
    """Return what the forms say of each record."""
    return [_paper(number, record) for number, record in enumerate(records)]


def _lines(make: Callable[[Record], Any]) -> Callable[[list[Record]], str]:
    return lambda found: "".join(json.dumps(make(paper)) + "\n" for paper in found)


def _array(make: Callable[[Record], Any]) -> Callable[[list[Record]], str]:
    return lambda found: json.dumps([make(paper) for paper in found], indent=2) + "\n"


def _split(name: str) -> tuple[str, str]:
    given, _, family = name.rpartition(" ")
    return given, family


def _generic(paper: Record) -> Any:
    return {name: paper[name] for name in ("title", "authors", "year", "abstract", "doi")}


def _kaggle(paper: Record) -> Any:
    return {
        "id": f"{2001 + paper['number'] // 90_000}.{paper['number'] % 90_000:05}",
        "submitter": None,
        "authors": ", ".join(paper["authors"]),
        "title": paper["title"],
        "comments": "12 pages, 3 figures",
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": "cs.CL cs.AI",
        "license": None,
        "abstract": f"  {paper['abstract']}\n",
        "versions": [
            {"version": "v1", "created": f"Mon, 2 Apr {paper['year']} 19:18:42 GMT"},
            {"version": "v2", "created": f"Tue, 3 Jul {paper['year']} 20:10:27 GMT"},
        ],
        "update_date": f"{paper['year']}-11-26",
        "authors_parsed": [[family, given, ""] for given, family in map(_split, paper["authors"])],
    }


def _openalex(paper: Record) -> Any:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(paper["abstract"].split()):
        index.setdefault(word, []).append(place)
    nothing: list[str] = []
    return {
        "id": f"https://openalex.org/W{paper['number']}",
        "doi": f"https://doi.org/{paper['doi']}",
        "title": paper["title"],
        "display_name": paper["title"],
        "publication_year": int(paper["year"]),
        "publication_date": f"{paper['year']}-01-02",
        "type": "article",
        "ids": {"openalex": f"https://openalex.org/W{paper['number']}"},
        "primary_location": {
            "landing_page_url": f"https://doi.org/{paper['doi']}",
            "source": {"id": "https://openalex.org/S1", "display_name": "A Journal"},
        },
        "authorships": [
            {
                "author_position": "middle",
                "author": {"id": "https://openalex.org/A1", "display_name": name},
                "institutions": nothing,
                "raw_author_name": name,
            }
            for name in paper["authors"]
        ],
        "abstract_inverted_index": index,
    }


def _semantic_scholar(paper: Record) -> Any:
    return {
        "paperId": f"{paper['number']:040x}",
        "externalIds": {"DOI": paper["doi"], "CorpusId": paper["number"]},
        "url": f"https://www.semanticscholar.org/paper/{paper['number']:040x}",
        "title": paper["title"],
        "abstract": paper["abstract"],
        "venue": "A Journal",
        "year": int(paper["year"]),
        "publicationDate": f"{paper['year']}-01-02",
        "authors": [{"authorId": "1", "name": name} for name in paper["authors"]],
    }


def _csl(paper: Record) -> Any:
    return {
        "id": paper["key"],
        "type": "article-journal",
        "title": paper["title"],
        "author": [
            {"family": family, "given": given} for given, family in map(_split, paper["authors"])
        ],
        "issued": {"date-parts": [[int(paper["year"])]]},
        "DOI": paper["doi"],
        "abstract": paper["abstract"],
    }


def _better_bibtex(found: list[Record]) -> str:
    items: list[Record] = [
        {
            "itemType": "journalArticle",
            "itemID": paper["number"],
            "citationKey": paper["key"],
            "title": paper["title"],
            "date": paper["year"],
            "DOI": paper["doi"],
            "abstractNote": paper["abstract"],
            "creators": [
                {"creatorType": "author", "firstName": given, "lastName": family}
                for given, family in map(_split, paper["authors"])
            ],
            "tags": [],
            "relations": {},
        }
        for paper in found
    ]
    config: Record = {"id": "0", "label": "BetterBibTeX JSON", "options": {}}
    return json.dumps({"config": config, "items": items}, indent=2) + "\n"


def _csl_yaml(found: list[Record]) -> str:
    return "references:\n" + "".join(
        f"- id: {paper['key']}\n  type: article-journal\n"
        f"  title: {json.dumps(paper['title'], ensure_ascii=False)}\n  author:\n"
        + "".join(
            f"  - family: {json.dumps(family)}\n    given: {json.dumps(given)}\n"
            for given, family in map(_split, paper["authors"])
        )
        + f"  issued:\n  - year: {paper['year']}\n  DOI: {paper['doi']}\n"
        f"  abstract: {json.dumps(paper['abstract'], ensure_ascii=False)}\n"
        for paper in found
    )


def bibtex(found: list[Record]) -> str:
    """Return the papers as BibTeX; signs that TeX reads are left out."""
    return "\n".join(
        f"@article{{{paper['key']},\n  title = {{{_safe(paper['title'])}}},\n"
        f"  author = {{{' and '.join(map(_safe, paper['authors']))}}},\n"
        f"  year = {{{paper['year']}}},\n  doi = {{{paper['doi']}}},\n"
        f"  abstract = {{{_safe(paper['abstract'])}}}\n}}\n"
        for paper in found
    )


def _safe(text: str) -> str:
    return "".join(character for character in text if character not in "{}\\$%#&~^_")


def _ris(found: list[Record]) -> str:
    return "".join(
        f"TY  - JOUR\nTI  - {paper['title']}\n"
        + "".join(f"AU  - {', '.join(_split(name)[::-1])}\n" for name in paper["authors"])
        + f"PY  - {paper['year']}\nDO  - {paper['doi']}\nAB  - {paper['abstract']}\nER  - \n\n"
        for paper in found
    )


def _nbib(found: list[Record]) -> str:
    return "".join(
        f"PMID- {paper['number'] + 1}\nOWN - NLM\nSTAT- MEDLINE\nDP  - {paper['year']} Jan 2\n"
        f"TI  - {_wrapped(paper['title'])}\nLID - {paper['doi']} [doi]\n"
        f"AB  - {_wrapped(paper['abstract'])}\n"
        + "".join(
            f"FAU - {family}, {given}\nAU  - {family} {given[:1]}\n"
            for given, family in map(_split, paper["authors"])
        )
        + "PT  - Journal Article\nJT  - A Journal\n\n"
        for paper in found
    )


def _wrapped(text: str) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 80:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n      ".join(lines)


def _atom(found: list[Record]) -> str:
    entries = "".join(
        f"<entry>\n<id>http://arxiv.org/abs/{2001 + paper['number'] // 90_000}."
        f"{paper['number'] % 90_000:05}v1</id>\n<title>{escape(paper['title'])}</title>\n"
        f"<summary>{escape(paper['abstract'])}</summary>\n"
        f"<published>{paper['year']}-01-02T00:00:00Z</published>\n"
        + "".join(f"<author><name>{escape(name)}</name></author>\n" for name in paper["authors"])
        + "</entry>\n"
        for paper in found
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom">\n{entries}</feed>\n'
    )


def _acl_xml(found: list[Record]) -> str:
    entries = "".join(
        f'<paper id="{paper["number"] + 1}">\n<title>{escape(paper["title"])}</title>\n'
        + "".join(
            f"<author><first>{escape(given)}</first><last>{escape(family)}</last></author>\n"
            for given, family in map(_split, paper["authors"])
        )
        + f"<abstract>{escape(paper['abstract'])}</abstract>\n<doi>{paper['doi']}</doi>\n</paper>\n"
        for paper in found
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<collection id=\"2020.acl\">\n"
        '<volume id="main">\n<meta><booktitle>A Conference</booktitle><year>2020</year></meta>\n'
        f"{entries}</volume>\n</collection>\n"
    )


def _table(found: list[Record]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["title", "authors", "year", "doi", "abstract"])
    for paper in found:
        names = "; ".join(paper["authors"])
        rows.writerow([paper["title"], names, paper["year"], paper["doi"], paper["abstract"]])
    return text.getvalue()


def _markdown(found: list[Record]) -> str:
    return "# Papers\n\n" + "".join(
        f"- [{_safe(paper['title']).replace('[', '(').replace(']', ')')}]"
        f"(https://doi.org/{paper['doi']}), {', '.join(paper['authors'])}, {paper['year']}\n"
        for paper in found
    )


def _pages(found: list[Record]) -> str:
    """A page of papers: a title, its abstract, how many wrote it, and when."""
    head = "new\n\nSubscribe\n\nDaily Papers\n\nJan 2\n\n"
    return head + "".join(
        f"{paper['title']}\n\n{paper['abstract']}\n\n  • {len(paper['authors']) + 1} authors\n·\n"
        f"Jan 2, {paper['year']}\n\n"
        for paper in found
    )


FORMS: dict[str, Callable[[list[Record]], str]] = {
    "generic.jsonl": _lines(_generic),
    "generic.json": _array(_generic),
    "kaggle.jsonl": _lines(_kaggle),
    "openalex.jsonl": _lines(_openalex),
    "semantic-scholar.jsonl": _lines(_semantic_scholar),
    "csl.json": _array(_csl),
    "better-bibtex.json": _better_bibtex,
    "acl.xml": _acl_xml,
    "arxiv-atom.xml": _atom,
    "library.bib": bibtex,
    "library.ris": _ris,
    "library.nbib": _nbib,
    "library.csv": _table,
    "library.yaml": _csl_yaml,
    "list.md": _markdown,
    "page.txt": _pages,
}


def _zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(MEMBER, data)
    return file.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zip": _zipped,
}
