"""Our answers, as the protocol says them to a client."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from litnotes_index.byline import short_byline
from litnotes_index.forms import title_of
from litnotes_index.markdown import Span
from litnotes_index.model import Paper, Problem, Source
from litnotes_index.notes import NoteRecord
from litnotes_index.opening import Target
from litnotes_index.packed import is_packed
from litnotes_index.uris import uri_of
from litnotes_index.zipped import file_of
from litnotes_server.convert.client import Client
from litnotes_server.convert.document import Document
from litnotes_server.convert.places import Places
from litnotes_server.features.code_lens import Lens
from litnotes_server.features.definition import Definition
from litnotes_server.features.diagnostics import Complaint
from litnotes_server.features.document_link import DocumentLink
from litnotes_server.features.document_symbol import Symbol
from litnotes_server.features.hover import Hover
from litnotes_server.features.inlay_hint import Hint


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
    entries = [_entry(source) for source in found.sources]
    if not client.definition_links:
        return [types.Location(uri, line_range(first, first)) for uri, first, _ in entries]
    origin = document.range(found.start, found.end)
    return [
        types.LocationLink(
            target_uri=uri,
            target_range=line_range(first, last + 1),
            target_selection_range=line_range(first, first),
            origin_selection_range=origin,
        )
        for uri, first, last in entries
    ]


def _entry(source: Source) -> tuple[str, int, int]:
    """The file of an entry, and its first and last line; an editor has no lines of a packed one."""
    uri = uri_of(file_of(source.path)[0])
    return (uri, 1, 1) if is_packed(source.path) else (uri, source.line, source.end_line)


def line_range(first: int, last: int) -> types.Range:
    """From the beginning of one line to that of another; our lines count from 1."""
    return types.Range(types.Position(first - 1, 0), types.Position(last - 1, 0))


def documented(
    item: types.CompletionItem, text: str | None, *, markdown: bool
) -> types.CompletionItem:
    """Return the item with its documentation, where there is one."""
    if text is not None:
        # A client that takes no Markdown may know no `MarkupContent` either: a string always goes.
        item.documentation = markup(text, markdown=True) if markdown else text
    return item


def of_problem(problem: Problem) -> types.Diagnostic:
    """Return a problem with a configuration file as the editor shows it: the whole line."""
    return types.Diagnostic(
        range=line_range(problem.line, problem.line + 1),
        message=problem.message,
        severity=types.DiagnosticSeverity.Error,
        source="litnotes",
    )


_SEVERITIES = {
    "unknown-key": types.DiagnosticSeverity.Warning,
    "ambiguous-key": types.DiagnosticSeverity.Warning,
    "nearly-a-title": types.DiagnosticSeverity.Information,
}


def diagnostic(document: Document, complaint: Complaint) -> types.Diagnostic:
    """Return a complaint about a note as the editor shows it."""
    return types.Diagnostic(
        range=document.range(complaint.start, complaint.end),
        message=complaint.message,
        severity=_SEVERITIES[complaint.code],
        source="litnotes",
        code=complaint.code,
    )


def highlights(document: Document, spans: Sequence[Span]) -> list[types.DocumentHighlight]:
    """Return spans to mark."""
    kind = types.DocumentHighlightKind.Text
    return [types.DocumentHighlight(document.range(*span), kind) for span in spans]


def links(
    document: Document, found: Sequence[DocumentLink], client: Client
) -> list[types.DocumentLink]:
    """Return links to pages and files; one without a target gets it on resolve."""
    return [
        types.DocumentLink(
            document.range(link.start, link.end),
            address_of(link.target) if link.target else None,
            link.tooltip if client.link_tooltips else None,
            None
            if link.target
            else {"key": link.paper.key, "title": link.paper.title, "uri": document.uri},
        )
        for link in found
    ]


def address_of(target: Target) -> str:
    """Return the URI of something to open."""
    return uri_of(target.address) if target.what == "pdf" else target.address


def file_locations(paths: Sequence[str]) -> list[types.Location]:
    """Return the beginnings of files."""
    return [types.Location(uri_of(path), line_range(1, 1)) for path in paths]


_SYMBOLS = {"heading": types.SymbolKind.String, "paper": types.SymbolKind.Object}


def symbols(
    document: Document, found: Sequence[Symbol], client: Client
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """Return an outline: nested where the client takes that, else a list."""
    if client.nested_symbols:
        return [_nested(document, symbol) for symbol in found]
    return list(_flat(document, found, None))


def _nested(document: Document, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name,
        kind=_SYMBOLS[symbol.kind],
        range=document.range(symbol.start, symbol.end),
        selection_range=document.range(symbol.name_start, symbol.name_end),
        children=[_nested(document, child) for child in symbol.children] or None,
    )


def _flat(
    document: Document, found: Sequence[Symbol], container: str | None
) -> Iterator[types.SymbolInformation]:
    for symbol in found:
        where = types.Location(document.uri, document.range(symbol.start, symbol.end))
        kind = _SYMBOLS[symbol.kind]
        yield types.SymbolInformation(where, symbol.name, kind, container_name=container)
        yield from _flat(document, symbol.children, symbol.name)


def entry_symbols(
    document: Document, papers: Sequence[Paper], path: str
) -> list[types.SymbolInformation]:
    """Return the outline of a dump: its papers, in the order of their lines."""
    found = [
        types.SymbolInformation(
            types.Location(document.uri, line_range(source.line, source.end_line + 1)),
            title_of(paper) or paper.key,
            _SYMBOLS["paper"],
            container_name=short_byline(paper),
        )
        for paper in papers
        for source in paper.sources
        if source.path == path
    ]
    return sorted(found, key=lambda symbol: symbol.location.range.start.line)


def workspace_symbols(
    papers: Sequence[Paper], notes: Sequence[NoteRecord]
) -> list[types.SymbolInformation]:
    """Return papers, at their first entry, and notes, at their beginning."""
    found = [
        types.SymbolInformation(
            types.Location(uri, line_range(first, first)),
            title_of(paper) or paper.key,
            _SYMBOLS["paper"],
            container_name=short_byline(paper),
        )
        for paper in papers
        for uri, first, _ in [_entry(paper.sources[0])]
    ]
    for note in notes:
        where = types.Location(uri_of(note.path), line_range(1, 1))
        found.append(types.SymbolInformation(where, note.title, types.SymbolKind.File))
    return found


def hints(document: Document, found: Sequence[Hint]) -> list[types.InlayHint]:
    """Return hints, each a little apart from what it stands behind."""
    return [
        types.InlayHint(
            document.position(hint.offset),
            hint.text,
            tooltip=hint.tooltip,
            padding_left=True,
        )
        for hint in found
    ]


def folds(document: Document, spans: Sequence[Span]) -> list[types.FoldingRange]:
    """Return the lines of spans that can be folded; a span on one line cannot."""
    lines = [(document.position(start).line, document.position(end).line) for start, end in spans]
    return [types.FoldingRange(first, last) for first, last in lines if first < last]


def line_folds(lines: Sequence[tuple[int, int]]) -> list[types.FoldingRange]:
    """Return lines that can be folded, given as first and last, from 0."""
    return [types.FoldingRange(first, last) for first, last in lines]


# Known to the editor's extension, not to the server: only an editor can show places.
SHOW_REFERENCES = "litnotes.showReferences"


def lenses(
    document: Document, found: Sequence[Lens], places: Places, client: Client, *, by_line: bool
) -> list[types.CodeLens]:
    """Return lenses; one shows its citations where the client has a command for that."""
    answer: list[types.CodeLens] = []
    for lens in found:
        here = (
            line_range(lens.start + 1, lens.start + 1)
            if by_line
            else document.range(lens.start, lens.end)
        )
        command = types.Command(lens.title, "")
        if client.show_references and lens.places:
            arguments = [document.uri, here.start, places.locations(lens.places)]
            command = types.Command(lens.title, SHOW_REFERENCES, arguments=arguments)
        answer.append(types.CodeLens(here, command))
    return answer
