"""Which JSON files are papers, and which are only JSON."""

import json
from typing import Any, cast

import pytest

from litnotes_index.readers import READERS
from litnotes_index.readers.files import source
from support.json_papers import sniffed

Record = dict[str, Any]

PROSE = "The method that we present rests on data, and the results improve on what was known. "
FORMATS = ["better-bibtex-json", "openalex", "semantic-scholar", "arxiv-json", "json-papers"]
WHO = ["Jane Doe", "Richard Roe"]
PAPERS: dict[str, object] = {
    "abstract": [{"title": "A Title", "abstract": PROSE}],
    "authors and year": [{"title": "A Title", "authors": WHO, "year": 2020}],
    "author and journal": [{"title": "A Title", "author": "Jane Doe", "journal": "Margins"}],
    "author, year and venue": [{"title": "A Title", "author": WHO, "year": 2020, "venue": "X"}],
    "authors and day": [{"title": "A Title", "authors": WHO, "date": "2020-05-06"}],
    "authors and summary": [{"title": "A Title", "authors": WHO, "summary": PROSE}],
    "authors of many": [{"title": "A Title", "authors": WHO}, {"title": "Other", "authors": WHO}],
    "doi": [{"title": "Title", "doi": "10.1234/x"}],
    "arxiv": {"title": "Title", "arxiv_id": "1706.03762"},
    "link": [{"title": "A Title", "link": "https://arxiv.org/abs/1706.03762"}],
    "page of a paper": [{"title": "A Title", "url": "https://papers.nips.cc/paper/2017/hash/x"}],
    "key": [{"title": "A Title", "bibkey": "doe"}],
    "shouting": [{"TITLE": "A Title", "AUTHORS": WHO, "YEAR": "2020"}],
    "acl id": [{"id": "P17-1001", "title": "A Title", "author": "Jane Doe"}],
    "in a list": {"count": 2, "papers": [{"title": "A Title", "abstract": PROSE}]},
    "full text, too": [
        {"title": "A T", "abstract": PROSE, "authors": WHO, "content": "x", "year": 2020}
    ],
    "some are no papers": [
        {"a": 1},
        {"title": "A Title", "abstract": PROSE},
        {"title": "B", "doi": "10.1234/x"},
    ],
    "DataCite": {
        "data": [
            {
                "id": "10.1234/x",
                "type": "dois",
                "attributes": {
                    "doi": "10.1234/x",
                    "titles": [{"title": "A Title"}],
                    "creators": [{"name": "Doe, Jane", "givenName": "Jane", "familyName": "Doe"}],
                    "publicationYear": 2020,
                },
            }
        ]
    },
    "AMiner": [
        {
            "id": "53e99784b7602d9701f3e3f5",
            "title": "A Title",
            "authors": [{"name": "Jane Doe", "id": "1", "org": "X"}],
            "venue": {"raw": "Margins"},
            "year": 2011,
            "indexed_abstract": {"IndexLength": 1, "InvertedIndex": {"We": [0]}},
        }
    ],
}


def written(value: object) -> list[str]:
    texts = [json.dumps(value), json.dumps(value, indent=2)]
    if isinstance(value, list):
        texts.append("\n".join(map(json.dumps, cast("list[object]", value))))
    return texts


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str) -> None:
    for text in [*written(PAPERS[name]), "\ufeff\n" + json.dumps(PAPERS[name])]:
        assert sniffed(text) == "json-papers"


def many(record: Record) -> list[Record]:
    return [{**record, "n": n} for n in range(6)]


OTHERS: dict[str, object] = {
    "package.json": {
        "name": "x",
        "title": "X Y",
        "description": PROSE,
        "author": "Jane Doe",
        "version": "1.0.0",
        "keywords": ["a"],
        "license": "MIT",
        "dependencies": {"a": "1"},
        "repository": {"url": "https://github.com/x"},
    },
    "package-lock.json": {
        "name": "x",
        "lockfileVersion": 3,
        "packages": {"": {"name": "x", "version": "1.0.0"}},
    },
    "composer.lock": {
        "packages": many(
            {"name": "a/b", "version": "1", "authors": [{"name": "Jane Doe"}], "time": "2020-01-01"}
        )
    },
    "tsconfig": {"compilerOptions": {"target": "es2020"}, "include": ["src"]},
    "notebook": {
        "cells": [{"cell_type": "markdown", "source": ["# A Title"]}],
        "metadata": {"title": "A Title", "authors": [{"name": "Jane Doe"}]},
        "nbformat": 4,
    },
    "GeoJSON": {
        "type": "FeatureCollection",
        "features": many(
            {"type": "Feature", "properties": {"title": "A Title", "year": 2020}, "geometry": {}}
        ),
    },
    "JSON Schema": {
        "$schema": "x",
        "title": "A Title",
        "description": PROSE,
        "type": "object",
        "properties": {"authors": {}},
    },
    "OpenAPI": {
        "openapi": "3.0",
        "info": {"title": "An API", "description": PROSE, "version": "1"},
        "paths": {},
    },
    "ChatGPT": many(
        {"title": "A Chat about Papers", "create_time": 1.5, "mapping": {}, "conversation_id": "x"}
    ),
    "Slack": many(
        {"user": "U1", "text": PROSE, "ts": "1.5", "attachments": [{"title": "A Title"}]}
    ),
    "news": {
        "status": "ok",
        "articles": many(
            {
                "source": {"id": None, "name": "News"},
                "author": "Jane Doe",
                "title": "A Title of News",
                "description": PROSE,
                "url": "https://news.example.org/x",
                "urlToImage": None,
                "publishedAt": "2020-05-06T00:00:00Z",
                "content": PROSE,
            }
        ),
    },
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A Blog",
        "items": many(
            {
                "id": "1",
                "url": "https://blog.example.org/1",
                "title": "A Title of a Post",
                "content_html": "<p>x</p>",
                "summary": PROSE,
                "date_published": "2020-05-06",
                "authors": [{"name": "Jane Doe"}],
            }
        ),
    },
    "feedparser": {
        "entries": many(
            {
                "title": "A Title of a Post",
                "title_detail": {},
                "guidislink": False,
                "author": "Jane Doe",
                "authors": [{"name": "Jane Doe"}],
                "summary": PROSE,
                "published": "2020-05-06",
                "link": "https://blog.example.org/1",
            }
        )
    },
    "podcasts": many(
        {
            "title": "An Episode of It",
            "author": "Jane Doe",
            "summary": PROSE,
            "published": "2020-05-06",
            "duration": 100,
        }
    ),
    "issues": many(
        {
            "title": "It fails on Windows",
            "body": PROSE,
            "user": {"login": "x"},
            "state": "open",
            "created_at": "2020-05-06",
        }
    ),
    "videos": many(
        {
            "title": "A Video of It",
            "description": PROSE,
            "uploader": "x",
            "upload_date": "20200506",
            "duration": 5,
        }
    ),
    "bookmarks": many(
        {
            "title": "A Page of It",
            "url": "https://example.org/x",
            "description": PROSE,
            "date": "2020-05-06",
        }
    ),
    "search results": {
        "results": many(
            {
                "title": "A Page of It",
                "url": "https://example.org/x",
                "content": PROSE,
                "score": 0.5,
            }
        )
    },
    "films": many(
        {
            "title": "A Film of It",
            "year": 1999,
            "cast": ["Jane Doe"],
            "genres": ["Drama"],
            "director": "Richard Roe",
        }
    ),
    "books of a shop": many(
        {"title": "A Book of It", "author": "Jane Doe", "price": 5, "description": PROSE}
    ),
    "encyclopedia": many(
        {
            "id": "12",
            "url": "https://en.wikipedia.org/wiki?curid=12",
            "title": "A Title",
            "text": PROSE,
        }
    ),
    "questions": {
        "data": many(
            {
                "title": "A Title",
                "paragraphs": [{"context": PROSE, "qas": [{"question": "x", "id": "5"}]}],
            }
        )
    },
    "mkdocs": {
        "config": {"lang": ["en"]},
        "docs": many({"location": "x/", "text": PROSE, "title": "A Title"}),
    },
    "events": many(
        {
            "title": "A Concert of It",
            "venue": "The Hall",
            "date": "2020-05-06",
            "description": PROSE,
        }
    ),
    "site": {
        "title": "My Site of It",
        "author": "Jane Doe",
        "description": PROSE,
        "url": "https://example.org",
        "date": "2020-05-06",
    },
    "translations": {
        "title": "A Title",
        "authors": "Authors",
        "abstract": "Abstract",
        "year": "Year",
    },
    "data package": {
        "name": "x",
        "title": "A Data Package",
        "description": PROSE,
        "contributors": [{"title": "Jane Doe"}],
        "resources": [],
    },
    ".zenodo.json": {
        "title": "A Piece of Software",
        "creators": [{"name": "Doe, Jane"}],
        "description": PROSE,
        "license": "MIT",
    },
    "settings": {"editor.title": "A Title", "workbench.authors": ["x"]},
    "one word": [{"title": "BERT", "abstract": PROSE}, {"title": "Other", "authors": WHO}],
    "no title": [{"abstract": PROSE, "authors": WHO, "doi": "10.1234/x"}],
    "few of many": [*many({"a": 1}), {"title": "A Title", "abstract": PROSE}],
    "numbers": [1, 2, 3],
    "strings": ["title", "abstract", "authors"],
    "empty": [{}, {}],
    "log": many({"level": "info", "msg": "A Title", "time": "2020-05-06", "id": "1706.03762"}),
    "zotero api of a collection": many(
        {"key": "ABCD2345", "version": 1, "data": {"name": "A Collection"}}
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_json(name: str) -> None:
    for text in written(OTHERS[name]):
        assert sniffed(text) not in FORMATS, text


PYTHON = 'paper = {"title": "A Title", "authors": ["Jane Doe"], "year": 2020, "doi": "10.1234/x"}\n'


@pytest.mark.parametrize(
    "text",
    [
        PYTHON,
        f"# Papers\n\n```json\n{json.dumps(PAPERS['doi'])}\n```\n",
        f"const papers = {json.dumps(PAPERS['doi'])}\n",
        "{% if title %}{{ abstract }}{% endif %}\n",
        "{title: 'A Title', doi: '10.1234/x'}\n",
        "[title](https://arxiv.org/abs/1706.03762)\n\nA paper.\n",
        "[section]\ntitle = A Title\ndoi = 10.1234/x\n",
        "[[Note]] title doi 10.1234/x\n",
        '{"title": "A Ti',
        "{",
        "[",
        "",
    ],
)
def test_what_is_no_json(text: str) -> None:
    assert sniffed(text) not in FORMATS


def test_every_cut_of_a_long_file() -> None:
    rows = [
        {"title": f"Title {n}", "authors": WHO, "year": 2020, "abstract": PROSE} for n in range(9)
    ]
    for text in (
        json.dumps(rows, indent=2),
        "\n".join(map(json.dumps, rows)),
        json.dumps({"papers": rows}),
    ):
        for end in range(300, len(text), 41):
            assert sniffed(text[:end]) == "json-papers"


def test_a_record_longer_than_the_head() -> None:
    row = {
        "title": "A Title",
        "authors": WHO,
        "year": 2020,
        "doi": "10.1234/x",
        "abstract": PROSE * 2000,
    }
    for indent in (None, 2):
        text = json.dumps([row, row], indent=indent)
        assert len(text) > 2 * source.HEAD
        assert sniffed(text) == "json-papers"


def test_csl_goes_first() -> None:
    formats = [reader.FORMAT for reader in READERS]
    at = [formats.index(name) for name in ("csl-json", *FORMATS)]
    assert at == sorted(at)
    item = {"id": "doe", "type": "article-journal", "title": "A Title", "DOI": "10.1234/x"}
    assert sniffed([item]) == "csl-json"
