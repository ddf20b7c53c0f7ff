"""What stands for a paper outside the notes: its files, its pages on the web, its item in Zotero.

What a dump names is data. Nothing of it is looked at on disk before it is to be opened, and then
only what can be a document on this machine: never a program, and nothing of a network's, where a
mere look tells another machine who is here. What is opened goes to the system as one argument.
"""

import ntpath
import os
import posixpath
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from litnotes_index.addresses import urls
from litnotes_index.model import Attachment, Paper
from litnotes_index.text.clean import one_line, visible
from litnotes_index.zipped import file_of

What = Literal["pdf", "page", "zotero"]
WHATS: tuple[What, ...] = ("pdf", "page", "zotero")

_PAPERS = ("pdf",)
_DOCUMENTS = (
    *("epub", "djvu", "djv", "ps", "mobi", "azw3", "txt", "md", "rtf"),
    *("doc", "docx", "odt", "ppt", "pptx", "odp"),
)
_SNAPSHOTS = ("html", "htm")  # what Zotero keeps of a page
_KINDS = {
    suffix: place
    for place, suffixes in enumerate((_PAPERS, _DOCUMENTS, _SNAPSHOTS))
    for suffix in suffixes
}
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
# Shares of Windows, as either system writes them, and what automounts elsewhere.
_OF_NETWORK = re.compile(r"[/\\]{2}|/net/|/Network/")
# A file that Zotero keeps lies in a folder that is called like its item.
_STORED = re.compile(r"[/\\]storage[/\\]([2-9A-NP-Z]{8})[/\\][^/\\]+\Z")
_PATIENCE = 2.0  # seconds in which a program that cannot open it says so


@dataclass(frozen=True, slots=True)
class Target:
    """Something to open: what it is, and its address, which of a file is its path."""

    what: What
    address: str

    @property
    def name(self) -> str:
        """What it is called in one line: a file by its name, a page by its address."""
        if self.what == "zotero":
            return "Zotero"
        return visible(re.split(r"[/\\]", self.address)[-1] if self.what == "pdf" else self.address)


def targets(paper: Paper, what: What | None = None) -> list[Target]:
    """Return what there may be to open of a paper, best first; empty where no source names any.

    These are its files (PDFs before others), its pages, and its item in Zotero, or only one kind of
    these. Nothing is looked at on disk: `reachable` does.
    """
    files = sorted(
        (path for file in paper.files for path in _paths(file, windows=os.name == "nt")),
        key=lambda path: _KINDS[_suffix(path)],
    )
    every = {
        "pdf": files,
        "page": urls(paper),
        "zotero": [address] if (address := _in_zotero(paper)) else [],
    }
    kinds = (what,) if what else WHATS
    return [Target(kind, address) for kind in kinds for address in dict.fromkeys(every[kind])]


def reachable(found: Iterable[Target]) -> Iterator[Target]:
    """Yield those targets that are there: of files those that exist and are documents."""
    return (one for one in found if one.what != "pdf" or _is_document(one.address))


def nothing(paper: Paper, what: What | None = None) -> str:
    """Return in one line why there is nothing of a paper to open."""
    title = repr(one_line(paper.title))
    if missing := next((one for one in targets(paper, what) if one.what == "pdf"), None):
        return f"the file of {title} is not there: {visible(missing.address)}"
    wanted = {"pdf": "a file", "page": "a page", "zotero": "an item in Zotero"}
    named = wanted[what] if what else "a file, a page or an item in Zotero"
    return f"no source of {title} names {named} to open"


def open_outside(target: Target) -> bool:
    """Return whether the system took a target to open; False where there is nothing to do that.

    A page goes to the browser that the user's `BROWSER` names, or where there is no desktop to one
    for terminals.
    """
    is_page = target.what == "page"
    if is_page and os.environ.get("BROWSER"):
        return _browsed(target.address)
    if _handed_over(target.address):
        return True
    # Where there is a desktop, it would be asked once more, and not waited for.
    has_none = sys.platform not in ("win32", "darwin") and _opener() is None
    return is_page and has_none and _browsed(target.address)


def _paths(file: Attachment, *, windows: bool) -> Iterator[str]:
    """The paths that a file may have here; none for what is no document, or of a network."""
    system = ntpath if windows else posixpath
    told = os.path.expanduser(file.path) if file.path.startswith("~/") else file.path  # noqa: PTH111 - names need not be UTF-8
    if _OF_NETWORK.match(told) or _suffix(told) not in _KINDS:
        return
    # A drive of another system; or what a file of Windows has besides its text.
    if _DRIVE.match(told) if not windows else ":" in told[2:]:
        return
    folder = system.dirname(file_of(file.dump)[0])
    spellings = {told: None} if windows else {told: None, told.replace("\\", "/"): None}
    for spelling in spellings:
        path = system.normpath(system.join(folder, spelling))
        # A dump may lie on a share itself, and what stands beside it there.
        if not _OF_NETWORK.match(path) or path.startswith(system.join(folder, "")):
            yield path
        whole = system.normpath(f"/{spelling}")  # Mendeley leaves the slash out
        if not windows and not spelling.startswith("/") and not _OF_NETWORK.match(whole):
            yield whole


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].removeprefix(".").lower()


def _is_document(path: str) -> bool:
    try:
        real = os.path.realpath(path)  # a link may lead to a program
        return _suffix(real) in _KINDS and stat.S_ISREG(os.stat(real).st_mode)  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return False


def _in_zotero(paper: Paper) -> str | None:
    """The address by which Zotero shows a paper, or else the item that a file of it is."""
    stored = (found[1] for file in paper.files if (found := _STORED.search(file.path)))
    return paper.zotero or next((f"zotero://select/library/items/{key}" for key in stored), None)


def _browsed(address: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, ValueError):  # what `BROWSER` says is no command
        return False


def _handed_over(address: str) -> bool:
    if sys.platform == "win32":
        try:
            os.startfile(address)  # noqa: S606 - a document, or an address of Zotero's
        except OSError:
            return False
        return True
    opener = "open" if sys.platform == "darwin" else _opener()
    if opener is None:
        return False
    import subprocess  # only what opens something needs it

    try:
        process = subprocess.Popen(  # noqa: S603 - one argument, which begins with no dash
            [opener, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True  # some stay for as long as the document is open
    except OSError:
        return False


def _opener() -> str | None:
    """The program that opens what it is given as the user's desktop does; None without one."""
    import shutil

    has_desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return (shutil.which("xdg-open") if has_desktop else None) or shutil.which("wslview")
