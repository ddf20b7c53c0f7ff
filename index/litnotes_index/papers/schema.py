"""What an entry looks like inside Tantivy."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import orjson
import tantivy

from litnotes_index.engine import decode_path, document
from litnotes_index.model import Entry, Source
from litnotes_index.papers.identifiers import normal_url
from litnotes_index.papers.identity import identities
from litnotes_index.papers.keys import keys
from litnotes_index.text import nickname, normalise
from litnotes_index.text.clean import without_surrogates

# Goes up whenever the schema, the analyzers or the folding of text change: an index of another
# version is rebuilt, since Tantivy does not notice a changed analyzer.
VERSION = 3

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


def entry_document(entry: Entry, path: str, format_name: str, generation: int) -> tantivy.Document:
    """Return the document that stands for one entry of the dump at `path`."""
    try:
        record = _dump_entry(entry, path, format_name)
    except orjson.JSONEncodeError:
        entry = _whole(entry)
        record = _dump_entry(entry, path, format_name)
    title = normalise(entry.title)
    named = keys(entry)
    fields: dict[str, object] = {
        "kind": "entry",
        "path": path,
        "identity": identities(entry),
        "key": named,
        "key_start": [key.casefold() for key in named],
        "title": title,
        "edge": " ".join(_edges(title)),
        "start": " ".join(start_terms(title.replace(" ", ""))),
        "generation": generation,
        "record": record,
    }
    if entry.authors:
        fields["author"] = " ".join(normalise(author) for author in entry.authors)
    if entry.abstract:
        fields["abstract"] = entry.abstract
    if (year := year_of(entry.date)) is not None:
        fields["year"] = year
    if name := nickname(entry.title):
        fields["identity"] = [*identities(entry), f"nickname:{normalise(name)}"]
    if entry.urls:
        fields["url"] = [normal_url(url) for url in entry.urls]
    return document(schema(), fields)


def _whole(entry: Entry) -> Entry:
    """The entry with whole characters only: some writers of JSON cut emoji in half."""
    whole = without_surrogates
    return replace(
        entry,
        title=whole(entry.title),
        abstract=entry.abstract and whole(entry.abstract),
        authors=tuple(map(whole, entry.authors)),
        key=entry.key and whole(entry.key),
        ids={whole(kind): whole(value) for kind, value in entry.ids.items()},
        urls=tuple(map(whole, entry.urls)),
        venue=entry.venue and whole(entry.venue),
        type=entry.type and whole(entry.type),
    )


def record_document(kind: str, path: str, record: object) -> tantivy.Document:
    """Return a document of the manifest: `record` is whatever orjson can write."""
    return document(schema(), {"kind": kind, "path": path, "record": orjson.dumps(record)})


def load_entry(found: tantivy.Document) -> tuple[Entry, Source]:
    """Return the entry that a document stores, and where it stands."""
    record = orjson.loads(bytes(found.get_first("record") or b"{}"))
    path, format_name = record.pop("path"), record.pop("format")
    for name in ("authors", "urls"):
        record[name] = tuple(record.get(name, ()))
    entry = Entry(**record)
    return entry, Source(decode_path(path), entry.line, entry.end_line, format_name)


def _dump_entry(entry: Entry, path: str, format_name: str) -> bytes:
    record = {name: v for name in entry.__slots__ if (v := getattr(entry, name)) not in (None, ())}
    return orjson.dumps({**record, "ids": dict(entry.ids), "path": path, "format": format_name})


def year_of(date: str | None) -> int | None:
    """Return the year of a date; None where the date is unknown or has none (`--05-06`)."""
    if date is None or date.startswith("--") or not date[:4].isdigit():
        return None
    return int(date[:4])


def _edges(title: str) -> Iterator[str]:
    for word in title.split():
        for length in range(1, min(len(word), LONGEST_EDGE) + 1):
            yield word[:length]


def start_term(solid: str) -> str:
    """Return the term that titles beginning with this folded text, without spaces, share."""
    return solid[:_LONGEST_START]


def start_terms(solid: str) -> Iterator[str]:
    """Yield the prefixes of a folded title without spaces, up to the longest that is indexed."""
    for length in range(1, min(len(solid), _LONGEST_START) + 1):
        yield solid[:length]
