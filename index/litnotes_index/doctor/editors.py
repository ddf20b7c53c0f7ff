"""Which editors are set up for litnotes, and whether there is what they start.

Settings are only read: nothing that is found in them is ever run.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from litnotes_index.doctor.check import Check
from litnotes_index.doctor.versions import find_command

_MOST_FILES = 300
_LARGEST_FILE = 1 << 20
# A quoted name, or path, of the server, as every language of settings writes one.
_COMMAND = re.compile(r"""(["'])((?:(?!\1)[^\r\n]){0,500}?litnotes-server(?:\.exe|\.cmd)?)\1""")
_FOLDERS = {
    "{config}": ("XDG_CONFIG_HOME", ".config"),
    "{data}": ("XDG_DATA_HOME", ".local/share"),
    "{roaming}": ("APPDATA", "AppData/Roaming"),
    "{local}": ("LOCALAPPDATA", "AppData/Local"),
}
_MAC = "Library/Application Support"
_CODES = ("Code", "Code - Insiders", "VSCodium", "Cursor")


@dataclass(frozen=True, slots=True)
class _Editor:
    """Where an editor keeps settings, and what it adds: patterns below a home folder."""

    name: str
    settings: tuple[str, ...]
    additions: tuple[str, ...] = ()


EDITORS = (
    _Editor(
        "VS Code",
        (
            *(
                f"{base}/{code}/User/settings.json"
                for base in ("{config}", "{roaming}", _MAC)
                for code in _CODES
            ),
            "{data}/code-server/User/settings.json",
        ),
        (
            *(
                f"{folder}/extensions/*litnotes-*"
                for folder in (
                    *(".vscode", ".vscode-insiders", ".vscode-oss", ".vscode-server", ".cursor"),
                    "{data}/code-server",
                )
            ),
        ),
    ),
    _Editor(
        "Neovim",
        tuple(
            f"{base}/nvim/{files}"
            for base in ("{config}", "{local}")
            for files in ("init.*", "lua/**/*.lua", "plugin/**/*", "lsp/*.lua", "after/**/*")
        ),
        tuple(
            f"{base}/{folder}/litnotes*"
            for base in ("{data}/nvim", "{data}/nvim/site", "{local}/nvim-data", "{config}/nvim")
            for folder in ("lazy", "plugged", "pack/*/start", "pack/*/opt")
        ),
    ),
    _Editor(
        "Emacs",
        (
            *(".emacs", ".emacs.el", ".doom.d/*.el", "{config}/doom/*.el"),
            *(
                f"{folder}/{files}"
                for folder in (".emacs.d", "{config}/emacs", "{roaming}/.emacs.d")
                for files in ("*.el", "lisp/*.el")
            ),
        ),
    ),
    _Editor("Helix", ("{config}/helix/languages.toml", "{roaming}/helix/languages.toml")),
    _Editor(
        "Zed",
        ("{config}/zed/settings.json", "{roaming}/Zed/settings.json"),
        tuple(
            f"{base}/extensions/installed/litnotes*"
            for base in ("{data}/zed", f"{_MAC}/Zed", "{local}/Zed")
        ),
    ),
    _Editor(
        "Kate",
        tuple(f"{base}/kate/lspclient/settings.json" for base in ("{config}", "{local}", _MAC)),
    ),
    _Editor(
        "Sublime Text",
        tuple(
            f"{base}/Packages/User/LSP.sublime-settings"
            for base in ("{config}/sublime-text", "{roaming}/Sublime Text", f"{_MAC}/Sublime Text")
        ),
    ),
)


def editors(home: Path, environment: Mapping[str, str], search_path: str) -> Iterator[Check]:
    """Yield which editors are set up for litnotes, and whether what they start is there."""
    found = False
    for editor in EDITORS:
        additions = [
            place for pattern in editor.additions for place in _at(home, environment, pattern)
        ]
        files = [file for pattern in editor.settings for file in _at(home, environment, pattern)]
        for file in islice(files, _MOST_FILES):
            text = _read(file)
            if "litnotes" in text:
                found = True
                yield _settings(editor.name, file, text, home, search_path)
        for place in additions:
            found = True
            yield Check("editors", "ok", f"{editor.name}: {place}")
    if not found:
        said = f"no editor's settings in {home} name litnotes"
        yield Check("editors", "note", said, "editors/README.md says how to set one up")


def _settings(editor: str, file: Path, text: str, home: Path, search_path: str) -> Check:
    commands = dict.fromkeys(_unquoted(found[1], found[2]) for found in _COMMAND.finditer(text))
    if not commands:
        return Check("editors", "ok", f"{editor}: {file} names litnotes")
    for command in commands:
        if not _is_there(command, home, search_path):
            said = f"{editor}: {file} starts {command!r}, which is not there"
            return Check("editors", "wrong", said, "pipx install litnotes, or name where it is")
    return Check("editors", "ok", f"{editor}: {file} starts {', '.join(commands)}")


def _is_there(command: str, home: Path, search_path: str) -> bool:
    if command.startswith(("~/", "~\\")):
        command = os.fspath(home / command[2:])
    if "$" in command or "%" in command:
        return True  # what it is, only the editor knows
    if re.search(r"[/\\]", command):
        with suppress(OSError, ValueError):
            return Path(command).is_file() and os.access(command, os.X_OK)
        return False
    return find_command(command, search_path) is not None


def _unquoted(quote: str, inside: str) -> str:
    r"""What a quoted text says: `\\` is one backslash in double quotes."""
    if quote == '"' and "\\" in inside:
        with suppress(ValueError):
            return str(json.loads(f'"{inside}"'))
    return inside


def _at(home: Path, environment: Mapping[str, str], pattern: str) -> Iterator[Path]:
    base, _, rest = pattern.partition("/")
    if base in _FOLDERS:
        variable, below = _FOLDERS[base]
        folder = Path(environment.get(variable) or home / below)
    else:
        folder, rest = home, pattern
    with suppress(OSError, ValueError):
        yield from sorted(islice(folder.glob(rest), _MOST_FILES))


def _read(file: Path) -> str:
    with suppress(OSError, ValueError):
        if file.is_file() and file.stat().st_size <= _LARGEST_FILE:
            return file.read_text("utf-8", "replace")
    return ""
