"""The notes index: what each note says, which names of papers stand in it and where.

One Tantivy document per note, beside the one that is its place in the manifest.
"""

from litnotes_index.notes.record import IN_TEXT, Kind, NoteRecord, Place
from litnotes_index.notes.store import NotesBatch, NotesIndex, NotesSnapshot

__all__ = ["IN_TEXT", "Kind", "NoteRecord", "NotesBatch", "NotesIndex", "NotesSnapshot", "Place"]
