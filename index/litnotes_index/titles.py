"""Which titles are known: a trie, derived from the papers index and kept beside it.

It answers in microseconds what the inverted index cannot: which known titles does a text begin
with, and which begin with this text? It is rebuilt whenever it is missing, torn, or too old.
"""

import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import marisa_trie

from litnotes_index import child
from litnotes_index.errors import LitnotesError
from litnotes_index.papers import PapersIndex, Snapshot
from litnotes_index.papers.identity import joins
from litnotes_index.text import nickname, normalise

# Building leaves its memory with the process, so a large trie is built in a child.
_CHILD_FROM = 50_000
# What came since the trie was built is looked up in a small second one, up to so many entries.
_LARGEST_DELTA = 2_000
_LONGEST_TITLE = 2_000
# Answers come twice as fast from one trie as from three nested ones, for half as many bytes more.
_TRIES = 1
_SOON_SECONDS = 3600.0
# Nicknames are keys of the same trie; no folded title begins with this.
_NICKNAME = "\x01"


class Titles:
    """Every known title and nickname, normalised; some may belong to entries that are gone.

    Titles that say nothing, such as "Introduction", are none of them.
    """

    def __init__(self, *tries: marisa_trie.Trie) -> None:
        self._tries = tries

    @classmethod
    def of(cls, titles: Iterable[str]) -> "Titles":
        """Return the titles of a list, as they are written there."""
        return cls(_trie(_keys(titles)))

    def beginnings(self, words: Sequence[str], ending: str = "") -> list[tuple[int, list[str]]]:
        """Return the places of the words with which titles begin, and these titles, longest first.

        Titles are of whole words; the last one may have this ending among `words`.
        """
        text = " ".join(words)
        found: dict[int, list[str]] = {}
        for trie in self._tries:
            prefixes = trie.prefixes
            start = 0
            for place, word in enumerate(words):
                # Nothing more is done at each word: at most of them no title begins.
                rest = text[start : start + _LONGEST_TITLE]
                if begun := prefixes(rest):
                    whole = [title for title in begun if _is_whole(title, rest, ending)]
                    found[place] = [*found.get(place, ()), *whole]
                start += len(word) + 1
        return [
            (place, sorted({*titles}, key=len, reverse=True))
            for place, titles in sorted(found.items())
            if titles
        ]

    def completing(self, prefix: str, limit: int) -> list[str]:
        """Return up to `limit` titles that begin with this normalised text."""
        return self._with_prefix(prefix, limit)

    def nicknames(self, name: str, limit: int) -> list[str]:
        """Return up to `limit` normalised nicknames that begin with this normalised text."""
        return [key[1:] for key in self._with_prefix(_NICKNAME + name, limit)]

    def is_nickname(self, name: str) -> bool:
        """Return whether a normalised text is a paper's nickname."""
        return any(_NICKNAME + name in trie for trie in self._tries)

    @property
    def count(self) -> int:
        """How many titles and nicknames there are."""
        return sum(map(len, self._tries))

    def __contains__(self, title: str) -> bool:
        return any(title in trie for trie in self._tries)

    def _with_prefix(self, prefix: str, limit: int) -> list[str]:
        found: Iterator[str] = (key for trie in self._tries for key in trie.iterkeys(prefix))
        return list(dict.fromkeys(islice(found, limit)))


def _is_whole(title: str, text: str, ending: str) -> bool:
    """Whether a title with which a text begins ends with a word, or with this ending of one."""
    after = text[len(title) : len(title) + len(ending) + 1]
    return after[:1] in ("", " ") or after in (ending, f"{ending} ")


def load(folder: Path, snapshot: Snapshot, papers_folder: Path) -> Titles:
    """Return the titles of a snapshot, from the trie in `folder`, which is built where need be."""
    state = snapshot.state
    if not state.entries:
        return Titles()
    stored = newest(folder, state.generation)
    if stored is not None:
        generation, trie = stored
        if generation == state.generation:
            return Titles(trie)
        fresh = snapshot.titles_since(generation, _LARGEST_DELTA + 1)
        if len(fresh) <= _LARGEST_DELTA < state.entries:
            return Titles(trie, _trie(_keys(fresh)))
    if state.entries >= _CHILD_FROM and _build_in_child(papers_folder, folder):
        built = newest(folder, state.generation)
        if built is not None and built[0] == state.generation:
            return Titles(built[1])
    return Titles(build(snapshot, folder))


def build(snapshot: Snapshot, folder: Path) -> marisa_trie.Trie:
    """Return the trie of a snapshot; it is written into `folder` if that can be written."""
    trie = _trie(_stored_keys(snapshot))
    # On a full disk, or in a folder that may only be read, it serves all the same.
    with suppress(OSError, RuntimeError):
        _write(trie, snapshot.state.generation, folder)
    return trie


def _trie(keys: Iterable[str]) -> marisa_trie.Trie:
    return marisa_trie.Trie(keys, num_tries=_TRIES, cache_size=marisa_trie.HUGE_CACHE)


def _write(trie: marisa_trie.Trie, generation: int, folder: Path) -> None:
    with tempfile.NamedTemporaryFile(
        dir=folder, prefix="titles-", suffix=".tmp", delete=False
    ) as f:
        temporary = Path(f.name)
    try:
        trie.save(str(temporary))
        checksum = _checksum(temporary)
        name = f"titles-{generation}-{checksum:08x}.marisa"
        temporary.replace(folder / name)
    finally:
        temporary.unlink(missing_ok=True)
    for old in folder.glob("titles-*"):
        is_older = old.suffix == ".marisa" and (_generation(old) or 0) <= generation
        if old.name != name and (is_older or is_left_over(old)):
            with suppress(PermissionError):  # on Windows while somebody has it open
                old.unlink(missing_ok=True)


def _keys(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        if joins(normal := normalise(title)):
            yield normal[:_LONGEST_TITLE]
        if name := nickname(title):
            yield _NICKNAME + normalise(name)


def _stored_keys(snapshot: Snapshot) -> Iterator[str]:
    for term in snapshot.terms("identity", "title:"):
        yield term.removeprefix("title:")[:_LONGEST_TITLE]
    for term in snapshot.terms("identity", "nickname:"):
        yield _NICKNAME + term.removeprefix("nickname:")


def is_left_over(file: Path) -> bool:
    """Return whether a file that is soon renamed or replaced has stayed: its maker was killed."""
    try:
        age = time.time() - file.stat().st_mtime
    except OSError:
        return False
    return abs(age) > _SOON_SECONDS  # clocks may jump


def newest(folder: Path, most: int | None = None) -> tuple[int, marisa_trie.Trie] | None:
    """Return the newest trie that a folder holds, with its generation; None for none.

    One that is newer than `most` is of an index that was thrown away, or not for us yet.
    """
    files = sorted(folder.glob("titles-*.marisa"), key=lambda f: _generation(f) or 0, reverse=True)
    for file in files:
        generation = _generation(file)
        try:
            if generation is None or (most is not None and generation > most):
                continue
            if _is_as_written(file):
                return generation, _opened(file)
        except (OSError, RuntimeError, ValueError):
            pass  # torn, or replaced by another process just now: as good as missing
    return None


def torn(folder: Path) -> list[Path]:
    """Return the files of tries in a folder that are not as they were written."""
    found: list[Path] = []
    for file in folder.glob("titles-*.marisa"):
        with suppress(FileNotFoundError):
            if _generation(file) is None or not _is_as_written(file):
                found.append(file)
    return found


def _opened(file: Path) -> marisa_trie.Trie:
    if sys.platform == "win32":
        # What is mapped could not be replaced there, nor be in a folder with any name.
        return marisa_trie.Trie().load(str(file))
    return marisa_trie.Trie().mmap(str(file))


def _is_as_written(file: Path) -> bool:
    return f"{_checksum(file):08x}" == file.stem.split("-")[2]


def _generation(file: Path) -> int | None:
    parts = file.stem.split("-")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else None


def _checksum(file: Path) -> int:
    checksum = 0
    with file.open("rb") as f:
        while chunk := f.read(1 << 20):
            checksum = zlib.crc32(chunk, checksum)
    return checksum


def _build_in_child(papers_folder: Path, folder: Path) -> bool:
    done = subprocess.run(  # noqa: S603 - our own module, our own folders
        child.command("litnotes_index.titles", str(papers_folder), str(folder)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=child.environment(),
        creationflags=child.FLAGS,
        check=False,
    )
    return done.returncode == 0


def _main() -> int:
    papers_folder, folder = map(Path, sys.argv[1:])
    try:
        build(PapersIndex(papers_folder).snapshot(), folder)
    except (LitnotesError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
