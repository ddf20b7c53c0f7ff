"""What the client sends, as values of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lsprotocol import types

from litnotes_index.on_disk import resolved
from litnotes_index.uris import path_of


def folders_of(params: types.InitializeParams) -> list[Path]:
    """Return the folders that the client has open; empty where it has none."""
    folders = paths_of(params.workspace_folders or ())
    root = path_of(params.root_uri) if params.root_uri else None
    return folders or ([resolved(root)] if root else [])


def paths_of(folders: Sequence[types.WorkspaceFolder]) -> list[Path]:
    """Return the paths of workspace folders, those that are files."""
    paths = (path_of(folder.uri) for folder in folders)
    return [resolved(path) for path in paths if path is not None]


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


@dataclass(frozen=True, slots=True)
class Chosen:
    """The paper behind an item of a completion list or a link, and the document that it is in."""

    key: str
    title: str
    uri: str


def chosen(item: types.CompletionItem | types.DocumentLink) -> Chosen | None:
    """Return what an item or link of ours stands for; None for one that is not ours."""
    data: Any = item.data
    if not isinstance(data, Mapping):
        return None
    fields = cast("Mapping[str, object]", data)
    return Chosen(*(str(fields.get(name, "")) for name in ("key", "title", "uri")))
