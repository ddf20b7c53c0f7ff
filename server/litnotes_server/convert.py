"""Between our values and the protocol's: positions, URIs, and what each client can take.

Only this module knows of UTF-8, UTF-16 and UTF-32 columns.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote_to_bytes, urlsplit

from lsprotocol import types
from pygls import uris

from litnotes_index.markdown import Note, parse
from litnotes_index.model import Problem
from litnotes_server.features.completion import Item
from litnotes_server.features.definition import Definition
from litnotes_server.features.hover import Hover

# Only these end a line in the protocol; Python's own idea of lines knows seven more.
_LINE_END = re.compile(r"\r\n|\n|\r")
_UNIT_BYTES = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
Encoding = types.PositionEncodingKind | str


# Neovim 0.12 makes its window as high as lines broken at letters need, then breaks them at words:
# the last line of a hover is cut off. Lines that fit are shown whole.
_NEOVIM_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Client:
    """What matters about the client: how it counts columns, and what it can show."""

    encoding: Encoding = types.PositionEncodingKind.Utf16
    hover_markdown: bool = False
    completion_markdown: bool = False
    definition_links: bool = False
    progress: bool = False
    configuration: bool = False
    status: bool = False
    label_details: bool = False
    card_width: int | None = None

    @classmethod
    def of(
        cls,
        capabilities: types.ClientCapabilities,
        encoding: Encoding | None,
        info: types.ClientInfo | None = None,
    ) -> "Client":
        """Return what the capabilities say; what they leave out, the client cannot do."""
        document = capabilities.text_document or types.TextDocumentClientCapabilities()
        hover = (document.hover and document.hover.content_format) or ()
        item = document.completion and document.completion.completion_item
        documentation = (item and item.documentation_format) or ()
        window, workspace = capabilities.window, capabilities.workspace
        return cls(
            encoding=encoding or types.PositionEncodingKind.Utf16,
            hover_markdown=types.MarkupKind.Markdown in hover,
            completion_markdown=types.MarkupKind.Markdown in documentation,
            definition_links=bool(document.definition and document.definition.link_support),
            progress=bool(window and window.work_done_progress),
            configuration=bool(workspace and workspace.configuration),
            card_width=_NEOVIM_WIDTH if info and info.name == "Neovim" else None,
            label_details=bool(item and item.label_details_support),
            status=_wants_status(capabilities.experimental),
        )


def _wants_status(experimental: object) -> bool:
    wanted: object = None
    if isinstance(experimental, Mapping):
        wanted = cast("Mapping[str, object]", experimental).get("litnotesStatus")
    return wanted is True


@dataclass(frozen=True)
class Document:
    """The text of one open document at one version; it never changes."""

    uri: str
    version: int
    text: str
    encoding: Encoding

    @cached_property
    def note(self) -> Note:
        """The text as Markdown."""
        return parse(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one past the end of its line is the line's end."""
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        line_end = _LINE_END.search(self.text, start)
        line = self.text[start : line_end.start() if line_end else len(self.text)]
        return start + _characters(line, position.character, self.encoding)

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return types.Position(line, _units(before, self.encoding))

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(start), self.position(end))

    def changed(
        self, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> "Document":
        """Return the document after the client's edits, in their order."""
        document = self
        for change in changes:
            text = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                start = document.offset(change.range.start)
                end = max(start, document.offset(change.range.end))
                text = document.text[:start] + change.text + document.text[end:]
            document = Document(self.uri, version, text, self.encoding)
        return document


def _units(text: str, encoding: Encoding) -> int:
    if text.isascii() or encoding == types.PositionEncodingKind.Utf32:
        return len(text)
    codec, size = _codec(encoding)
    return len(text.encode(codec, "surrogatepass")) // size


def _characters(line: str, units: int, encoding: Encoding) -> int:
    """How many characters the first `units` of a line are; half a character is none."""
    if line.isascii() or encoding == types.PositionEncodingKind.Utf32:
        return max(0, min(units, len(line)))
    codec, size = _codec(encoding)
    encoded = line.encode(codec, "surrogatepass")
    end = min(max(units, 0) * size, len(encoded))
    while 0 < end < len(encoded) and _is_inside(encoded, end, size):
        end -= size
    return len(encoded[:end].decode(codec, "surrogatepass"))


def _is_inside(encoded: bytes, place: int, size: int) -> bool:
    """Whether a place in UTF-8 or UTF-16 (little-endian) is in the middle of a character."""
    if size == 1:
        return encoded[place] & 0xC0 == 0x80
    return 0xD8 <= encoded[place - 1] <= 0xDB and 0xDC <= encoded[place + 1] <= 0xDF


def _codec(encoding: Encoding) -> tuple[str, int]:
    return _UNIT_BYTES.get(types.PositionEncodingKind(encoding), ("utf-16-le", 2))


def path_of(uri: str) -> Path | None:
    """Return the file of a URI; None for one that is no file (`untitled:`)."""
    if not uri.startswith("file:"):
        return None
    if os.name == "posix":  # names need not be UTF-8
        return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri).path)))
    path = uris.to_fs_path(uri)
    return Path(path) if path else None


def uri_of(path: str) -> str:
    """Return the URI of an absolute path, whose name need not be UTF-8."""
    return Path(path).as_uri() if os.path.isabs(path) else uris.from_fs_path(path) or path  # noqa: PTH117


def completion_list(
    document: Document, items: Sequence[Item], client: Client
) -> types.CompletionList:
    """Return the list as a client takes it: plain text, to be asked for again at every letter."""
    return types.CompletionList(
        is_incomplete=True,
        items=[
            types.CompletionItem(
                label=item.label,
                kind=types.CompletionItemKind.Reference,
                # In the row where that can be: beside the card it would be said twice.
                detail=None if client.label_details else item.detail or None,
                label_details=types.CompletionItemLabelDetails(description=item.detail)
                if client.label_details and item.detail
                else None,
                sort_text=item.sort_text,
                filter_text=item.filter_text,
                insert_text_format=types.InsertTextFormat.PlainText,
                text_edit=types.TextEdit(document.range(item.start, item.end), item.new_text),
                data={"key": item.paper.key, "title": item.label, "uri": document.uri},
            )
            for item in items
        ],
    )


def markup(text: str, *, markdown: bool) -> types.MarkupContent:
    """Return text as the client shows it."""
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.MarkupContent(kind, text)


def hover(document: Document, found: Hover | None, client: Client) -> types.Hover | None:
    """Return a hover card; None for none."""
    if found is None:
        return None
    contents = markup(found.text, markdown=client.hover_markdown)
    return types.Hover(contents, document.range(found.start, found.end))


def definition(
    document: Document, found: Definition | None, client: Client
) -> list[types.Location] | list[types.LocationLink] | None:
    """Return the entries in their dumps, as links where the client knows them; None for none."""
    if found is None:
        return None
    if not client.definition_links:
        return [
            types.Location(uri_of(source.path), _line_range(source.line, source.line))
            for source in found.sources
        ]
    origin = document.range(found.start, found.end)
    return [
        types.LocationLink(
            target_uri=uri_of(source.path),
            target_range=_line_range(source.line, source.end_line + 1),
            target_selection_range=_line_range(source.line, source.line),
            origin_selection_range=origin,
        )
        for source in found.sources
    ]


def _line_range(first: int, last: int) -> types.Range:
    """From the beginning of one line to that of another; our lines count from 1."""
    return types.Range(types.Position(first - 1, 0), types.Position(last - 1, 0))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The paper behind an item of a completion list, and the document that the list was for."""

    key: str
    title: str
    uri: str


def chosen(item: types.CompletionItem) -> Chosen | None:
    """Return what an item of ours stands for; None for one that is not ours."""
    data: Any = item.data
    if not isinstance(data, Mapping):
        return None
    fields = cast("Mapping[str, object]", data)
    return Chosen(*(str(fields.get(name, "")) for name in ("key", "title", "uri")))


def documented(
    item: types.CompletionItem, text: str | None, *, markdown: bool
) -> types.CompletionItem:
    """Return the item with its documentation, where there is one."""
    if text is not None:
        # A client that takes no Markdown may know no `MarkupContent` either: a string always goes.
        item.documentation = markup(text, markdown=True) if markdown else text
    return item


def diagnostic(problem: Problem) -> types.Diagnostic:
    """Return a problem with a configuration file as the editor shows it: the whole line."""
    return types.Diagnostic(
        range=_line_range(problem.line, problem.line + 1),
        message=problem.message,
        severity=types.DiagnosticSeverity.Error,
        source="litnotes",
    )


def folders_of(params: types.InitializeParams) -> list[Path]:
    """Return the folders that the client has open; empty where it has none."""
    folders = paths_of(params.workspace_folders or ())
    root = path_of(params.root_uri) if params.root_uri else None
    return folders or ([root.resolve()] if root else [])


def paths_of(folders: Sequence[types.WorkspaceFolder]) -> list[Path]:
    """Return the paths of workspace folders, those that are files."""
    paths = (path_of(folder.uri) for folder in folders)
    return [path.resolve() for path in paths if path is not None]


def settings_of(value: object) -> Mapping[str, Any] | None:
    """Return the settings that a client sent, with `litnotes` around them or not; None for none.

    Neovim sends an empty table as a list, and others null.
    """
    if not isinstance(value, Mapping) or not value:
        return None
    settings = cast("Mapping[str, Any]", value)
    inner: object = settings.get("litnotes", settings)
    return cast("Mapping[str, Any]", inner) if isinstance(inner, Mapping) else None


def arguments(given: Sequence[object], *kinds: type) -> tuple[Any, ...]:
    """Return a command's arguments, one for each kind; None for one missing or of another kind."""
    padded = [*given, *[None] * len(kinds)]
    return tuple(v if isinstance(v, k) else None for v, k in zip(padded, kinds, strict=False))
