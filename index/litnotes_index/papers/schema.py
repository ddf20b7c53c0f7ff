"""What an entry looks like inside Tantivy."""

from functools import lru_cache
from itertools import accumulate

import orjson
import tantivy

from litnotes_index.engine import document, encode_path
from litnotes_index.papers.identifiers import normal_url
from litnotes_index.papers.placed import Placed, dump, without_halves
from litnotes_index.text import nickname, normalise

# Goes up whenever the schema, the analyzers or the folding of text or names change: an index of
# another version is rebuilt, since Tantivy does not notice a changed analyzer.
VERSION = 8

FIELDS = ("title", "author", "abstract", "key", "id")
"""What people may look in."""
PROSE = "prose"
# Prefixes of words up to here are terms of their own; longer ones are few enough to be looked up
# in the term dictionary.
LONGEST_EDGE = 5
_LONGEST_START = 16


def build_schema() -> tantivy.Schema:
    """Return the schema of the papers index."""
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "path", "identity", "url", "key", "key_start"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    # These four hold words that `text.fold` made, parted by spaces.
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("author", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("edge", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("start", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("abstract", tokenizer_name=PROSE, index_option="position")
    builder.add_integer_field("year", indexed=True)
    builder.add_integer_field("generation", indexed=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def register_analyzers(index: tantivy.Index) -> None:
    """Give the index its analyzers; Tantivy forgets them at every open."""
    prose = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )
    index.register_tokenizer(PROSE, prose)


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """Return the one schema object that queries and documents share."""
    return build_schema()


def entry_fields(one: Placed, generation: int) -> dict[str, object]:
    """Return the fields of the document that stands for one entry."""
    try:
        record = dump(one)
    except orjson.JSONEncodeError:
        one = without_halves(one)
        record = dump(one)
    entry, title = one.entry, one.identity.title
    solid = title.replace(" ", "")[:_LONGEST_START]
    terms = one.identity.terms
    if name := nickname(entry.title):
        terms.append(f"nickname:{normalise(name)}")
    fields: dict[str, object] = {
        "kind": "entry",
        "path": encode_path(one.source.path),
        "identity": terms,
        "key": list(one.keys),
        "key_start": [key.casefold() for key in one.keys],
        "title": title,
        "edge": " ".join([_edges(word[:LONGEST_EDGE]) for word in title.split()]),
        "start": _beginnings(solid),
        "generation": generation,
        "record": record,
    }
    if entry.authors:
        fields["author"] = normalise(" ".join(entry.authors))
    if entry.abstract:
        fields["abstract"] = entry.abstract
    if (year := year_of(entry.date)) is not None:
        fields["year"] = year
    if entry.urls:
        fields["url"] = [normal_url(url) for url in entry.urls]
    return fields


def record_document(kind: str, path: str, record: object) -> tantivy.Document:
    """Return a document of the manifest: `record` is whatever orjson can write."""
    return document(schema(), {"kind": kind, "path": path, "record": orjson.dumps(record)})


def year_of(date: str | None) -> int | None:
    """Return the year of a date; None where the date is unknown or has none (`--05-06`)."""
    if date is None or date.startswith("--") or not date[:4].isdecimal():
        return None
    return int(date[:4])


@lru_cache(maxsize=1 << 14)  # titles are made of few words
def _edges(word: str) -> str:
    return _beginnings(word)


def _beginnings(text: str) -> str:
    """Return every beginning of a text, parted by spaces."""
    return " ".join(accumulate(text))


def start_term(solid: str) -> str:
    """Return the term that titles beginning with this folded text, without spaces, share."""
    return solid[:_LONGEST_START]
