"""Which files of a root are notes, and which may be dumps of papers."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Literal, NamedTuple

from litnotes_index.config import FILE_NAME, Settings
from litnotes_index.errors import LitnotesError
from litnotes_index.on_disk import resolved, without_links
from litnotes_index.zipped import faults, is_zip, members

NOTE_SUFFIXES = (".md", ".markdown", ".qmd", ".rmd")
NEITHER = "this is neither a file nor a folder"
if sys.platform == "win32":
    from stat import IO_REPARSE_TAG_MOUNT_POINT

# Folders of other tools, where nobody keeps papers.
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "target", "dist"})


class Found(NamedTuple):
    """A file under a root: a note, or something that may be a dump.

    `problem` says why it is not to be read, or what of it; a folder that is closed has one, too.
    """

    path: str
    kind: Literal["note", "other"]
    mtime_ns: int
    size: int
    problem: str = ""


def find_root(start: Path) -> Path:
    """Return the nearest folder upward that holds `litnotes.toml`, else `start` itself.

    Raises `LitnotesError` where that is a home folder or `/`: those are roots only when named.
    """
    start = resolved(start)
    above = [folder for folder in (start, *start.parents) if not is_too_wide(folder)]
    root = next((folder for folder in above if (folder / FILE_NAME).is_file()), start)
    if is_too_wide(root):
        raise LitnotesError(
            f"{root} is not taken for a notes folder; go to one, or name it with --root"
        )
    return root


def is_too_wide(folder: Path) -> bool:
    """Return whether a folder is a home folder or the top of the file system."""
    if folder == folder.parent:
        return True
    try:
        home = Path.home()
    except RuntimeError:  # whoever runs this has none
        return False
    # The folder is without links, which may lead to a home folder.
    return any(folder in (place, place.parent) for place in (home, resolved(home)))


def is_note(path: str) -> bool:
    """Return whether a file is a Markdown note, by its name."""
    # A name such as `.md` has no suffix.
    return path.lower().endswith(NOTE_SUFFIXES) and os.path.splitext(path)[1] != ""  # noqa: PTH122 - not always UTF-8


# What is the same for each way to a folder.
_Identity = tuple[int, int | str]
# Whether a file is asked for, by its path, and by whether it is a note.
_Wanted = Callable[[str, bool], bool]


class Finder:
    """Walks what the settings of a root name, leaving out what they ignore."""

    def __init__(self, root: Path, settings: Settings, *, leave_out: Path) -> None:
        self._root = root
        self._settings = settings
        self._leave_out = str(leave_out)
        self.linked: frozenset[str] = frozenset()
        """Where links led out of the places that were last walked."""
        self._ignores = _matcher(settings.config.ignore)

    def papers(self, named: Sequence[Path] = ()) -> Iterator[Found]:
        """Yield the files that may be dumps, each once, and those named by a person.

        A note may be one where it is named itself, as a list of papers; it is a note all the same.
        """
        self.linked = frozenset()
        places = [*self._settings.papers, *named]
        themselves = {str(place) for place in places}
        for found in self._under(places, lambda path, note: not note or path in themselves):
            if found.kind == "note" and found.path not in themselves:
                continue
            if os.path.basename(found.path) != FILE_NAME:  # noqa: PTH119 - a walk has many
                yield found

    def notes(self, named: Sequence[Path] = ()) -> Iterator[Found]:
        """Yield the notes, each once, and those in what a person named."""
        for found in self._under([*self._settings.notes, *named], lambda _, note: note):
            if found.kind == "note":
                yield found

    def _under(self, places: Sequence[Path], wanted: _Wanted) -> Iterator[Found]:
        """Yield what there is, each once; files of folders that are not wanted may be left out."""
        seen: set[str] = set()
        folders: set[_Identity] = set()
        with suppress(OSError):
            folders.add(_identity(self._leave_out, os.stat(self._leave_out)))  # noqa: PTH116 - a str
        links: deque[str] = deque()
        for place in map(str, places):
            yield from self._walk(place, wanted, folders, links, seen)
        # A link to a folder above would lead to what nobody named, or to all there is.
        for named in places:
            folders.update(_above(str(named)))
        # What links lead to comes last: a file that stands in two places has its own name then.
        bases = [without_links(place) for place in map(str, places) if "\0" not in place]
        outside: set[str] = set()
        while links:
            place = links.popleft()
            target = without_links(place)
            if not any(_is_in(target, base) or _is_in(base, target) for base in bases):
                outside.add(target)
            if target not in seen:
                yield from self._walk(place, wanted, folders, links, seen)
        self.linked |= outside

    def _walk(
        self,
        place: str,
        wanted: _Wanted,
        folders: set[_Identity],
        links: deque[str],
        seen: set[str],
    ) -> Iterator[Found]:
        pending = [place]
        while pending:
            here = pending.pop()
            try:
                stat = os.stat(here)  # noqa: PTH116 - a walk over Path objects is several times slower
                if not S_ISDIR(stat.st_mode):
                    yield from _new(_found(here, stat), seen)
                    continue
                identity = _identity(here, stat)
                if identity in folders:
                    continue  # a link that leads back, or our own index
                folders.add(identity)
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except FileNotFoundError:
                continue
            except OSError as error:
                yield from _new(_closed(here, error), seen)
                continue
            except ValueError:
                continue  # a name that no file can have
            inside: list[str] = []
            for entry in entries:
                name, path = entry.name, entry.path
                if name.startswith(".") or (self._ignores and self._is_ignored(path)):
                    continue
                try:
                    if _is_link(entry):
                        if name not in _SKIPPED:
                            links.append(path)
                    elif entry.is_dir():
                        if name not in _SKIPPED:
                            inside.append(path)
                    elif not name.lower().endswith(NOTE_SUFFIXES):
                        if wanted(path, False):
                            yield from _new(_found(path, entry.stat()), seen)
                    elif not entry.is_file():
                        yield from _new(_found(path, entry.stat()), seen)
                    elif path not in seen and wanted(path, True):
                        seen.add(path)
                        stat = entry.stat()
                        yield Found(path, "note", stat.st_mtime_ns, stat.st_size)
                except OSError:
                    continue  # gone
            pending += reversed(inside)

    def _is_ignored(self, path: str) -> bool:
        assert self._ignores is not None
        try:
            relative = os.path.relpath(path, self._root)
        except ValueError:  # on another drive of Windows
            return False
        return not relative.startswith("..") and self._ignores(relative)


def _identity(path: str, stat: os.stat_result) -> _Identity:
    # Some network drives number nothing.
    return stat.st_dev, stat.st_ino or without_links(path)


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118 - ends in a slash


def _above(place: str) -> Iterator[_Identity]:
    with suppress(OSError, ValueError):
        for folder in Path(without_links(place)).parents:
            yield _identity(str(folder), folder.stat())


if sys.platform == "win32":

    def _is_link(entry: os.DirEntry[str]) -> bool:
        # A junction, as most links to folders there are, leads elsewhere as well.
        tag = entry.stat(follow_symlinks=False).st_reparse_tag
        return entry.is_symlink() or tag == IO_REPARSE_TAG_MOUNT_POINT

else:

    def _is_link(entry: os.DirEntry[str]) -> bool:
        return entry.is_symlink()


def _new(found: Iterable[Found], seen: set[str]) -> Iterator[Found]:
    for one in found:
        if one.path not in seen:
            seen.add(one.path)
            yield one


def _found(path: str, stat: os.stat_result) -> list[Found]:
    """The file at a path, or the files that a zip file holds."""
    mtime_ns, size = stat.st_mtime_ns, stat.st_size
    if not S_ISREG(stat.st_mode):
        return [Found(path, "other", mtime_ns, size, NEITHER)]
    if not is_zip(path):
        return [Found(path, "note" if is_note(path) else "other", mtime_ns, size)]
    inside = (member for member in members(path) if not is_note(member.path))
    found = [Found(member.path, "other", mtime_ns, member.size) for member in inside]
    problem = "; ".join(faults(path))
    return [*found, Found(path, "other", mtime_ns, size, problem)] if problem else found


def _closed(path: str, error: OSError) -> Iterator[Found]:
    """What there is to say of a folder, or a link, that leads nowhere: not ours, or a loop."""
    with suppress(OSError):
        stat = os.lstat(path)
        yield Found(path, "other", stat.st_mtime_ns, 0, f"cannot be read: {error.strerror}")


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool] | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec  # few have patterns, and the server starts without it

    return GitIgnoreSpec.from_lines(patterns).match_file
