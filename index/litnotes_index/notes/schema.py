"""What a note looks like inside Tantivy."""

from functools import lru_cache
from typing import Any

import orjson
import tantivy

from litnotes_index.engine import decode_path, document, encode_path, stored, undamaged
from litnotes_index.notes.record import NoteRecord, Place
from litnotes_index.text import normalise


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """Return the schema of the notes index."""
    builder = tantivy.SchemaBuilder()
    # `name`: what its places call papers; `itself`: the paper that it may be about; `defined`: its
    # tags, and the papers that they stand for.
    for name in ("kind", "path", "name", "itself", "defined"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    # Words that `text.fold` made, parted by spaces.
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def note_document(note: NoteRecord, text: str) -> tantivy.Document:
    """Return the document of a note; `text` is all that the note says."""
    path = encode_path(note.path)
    return document(
        schema(),
        {
            "kind": "note",
            "path": path,
            "name": list(dict.fromkeys(name for place in note.places for name in place.names)),
            "itself": list(note.itself),
            "defined": list(dict.fromkeys(name for names in note.defines for name in names)),
            "title": normalise(note.title),
            "text": normalise(text),
            "record": orjson.dumps(record_of(note)),
        },
    )


def load_note(found: tantivy.Document) -> NoteRecord:
    """Return the note that a document stores."""
    record = stored(found)
    with undamaged():
        return from_record(record)


def record_of(note: NoteRecord) -> dict[str, Any]:
    """Return a note as a value of JSON."""
    return {
        "path": encode_path(note.path),
        "title": note.title,
        "itself": note.itself,
        "places": [tuple(place) for place in note.places],
        "defines": note.defines,
    }


def from_record(record: dict[str, Any]) -> NoteRecord:
    """Return the note that `record_of` was given."""
    return NoteRecord(
        decode_path(record["path"]),
        record["title"],
        tuple(record["itself"]),
        tuple([_place(*place) for place in record["places"]]),
        tuple([tuple(names) for names in record["defines"]]),
    )


def _place(line: int, character: int, end_line: int, end_character: int, *told: Any) -> Place:
    kind, text, names, before = told
    return Place(line, character, end_line, end_character, kind, text, tuple(names), before)
