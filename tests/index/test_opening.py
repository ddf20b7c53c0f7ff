"""What may be opened of a paper, and what never is, whatever a dump names."""

import os
from pathlib import Path
from typing import Any

import pytest

from litnotes_index import opening
from litnotes_index.model import Attachment, Paper, Source
from litnotes_index.opening import Target, What, nothing, open_outside, reachable, targets
from support.desktop import Desktop

posix = pytest.mark.skipif(os.name == "nt", reason="the paths are those of the others")
ARXIV = "https://arxiv.org/abs/1412.6980"
ITEM = "zotero://select/library/items/ABCD2345"


def made(*files: str, dump: str = "/dumps/lab.bib", **fields: Any) -> Paper:
    attached = tuple(Attachment(file, dump) for file in files)
    source = (Source(dump, 1, 2, "bibtex"),)
    return Paper("key", ("key",), "A Title", ("A Title",), source, files=attached, **fields)


def paths(told: str, *, windows: bool = False, dump: str = "/dumps/lab.bib") -> list[str]:
    return list(opening._paths(Attachment(told, dump), windows=windows))  # pyright: ignore[reportPrivateUsage]


@posix
def test_files_come_before_pages_and_zotero_and_pdfs_before_other_files() -> None:
    ids = {"doi": "10.1/x", "arxiv": "1412.6980"}
    paper = made("/b.html", "/c.epub", "/a.PDF", "/a.PDF", ids=ids, zotero=ITEM)
    assert targets(paper) == [
        *(Target("pdf", path) for path in ("/a.PDF", "/c.epub", "/b.html")),
        *(Target("page", page) for page in (ARXIV, "https://doi.org/10.1/x")),
        Target("zotero", ITEM),
    ]
    assert targets(paper, "zotero") == [Target("zotero", ITEM)]
    assert targets(made()) == []


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("/home/me/x.pdf", ["/home/me/x.pdf"]),
        ("files/x.pdf", ["/dumps/files/x.pdf", "/files/x.pdf"]),
        ("../x.pdf", ["/x.pdf", "/x.pdf"]),
        (r"files\x.pdf", ["/dumps/files\\x.pdf", "/files\\x.pdf", "/dumps/files/x.pdf",
                          "/files/x.pdf"]),
        (r"C:\x.pdf", []),
    ],
)  # fmt: skip
def test_where_a_file_may_be(told: str, found: list[str]) -> None:
    assert paths(told) == found


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (r"C:\Users\me\x.pdf", r"C:\Users\me\x.pdf"),
        ("D:/x.pdf", r"D:\x.pdf"),
        ("files/x.pdf", r"C:\dumps\files\x.pdf"),
        (r"..\x.pdf", r"C:\x.pdf"),
        (r"..\..\\host\share\x.pdf", r"C:\host\share\x.pdf"),
    ],
)
def test_where_a_file_may_be_on_windows(told: str, found: str) -> None:
    assert paths(told, windows=True, dump=r"C:\dumps\lab.bib") == [found]
    # The user's own dump may well be on a share.
    assert len(paths(told, windows=True, dump=r"\\server\home\lab.bib")) == 1


@posix
def test_a_file_beside_a_zipped_dump_and_one_in_the_home_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert paths("x.pdf", dump="/dumps/lab.zip/a/lab.bib")[0] == "/dumps/x.pdf"
    monkeypatch.setenv("HOME", "/home/me")
    assert paths("~/x.pdf") == ["/home/me/x.pdf"]
    assert paths("~root/x.pdf")[0] == "/dumps/~root/x.pdf"


HOSTILE = [
    *(r"\\host\share\x.pdf", "//host/share/x.pdf", r"\/host/x.pdf", r"/\host\x.pdf"),
    *(r"\\?\UNC\host\x.pdf", r"\\.\pipe\x.pdf", "/net/host/x.pdf"),
    *("x.exe", "x.pdf.exe", "x.desktop", "x.app", "x.lnk", "x.command", "x.sh", "x.url", "x.scr"),
    *("pdf", ".pdf", "x.pdf.", "x.pdf ", "x.pdf/", "/bin/sh", "-x", "javascript:alert(1)"),
    *("x.docm", "x.hta", "x.svg", "x.jar", "x.bat", "x.workflow", "x.html.exe", "x.exe::$DATA"),
]


@pytest.mark.parametrize("told", HOSTILE)
def test_programs_and_what_is_of_a_network_are_no_documents(told: str) -> None:
    assert paths(told) == []
    assert paths(told, windows=True, dump=r"C:\dumps\lab.bib") == []


def test_no_way_leads_to_a_network() -> None:
    for told in ("/x/../net/host/x.pdf", "../../../../net/host/x.pdf", "/./net/host/x.pdf"):
        assert paths(told) == []
    assert paths("net/host/x.pdf") == ["/dumps/net/host/x.pdf"]
    assert paths("x.pdf", dump="/net/host/lab.bib") == ["/net/host/x.pdf", "/x.pdf"]


@pytest.mark.parametrize("told", ["x.exe:y.pdf", "C:x.exe:y.pdf", r"C:\x.exe:y.pdf"])
def test_what_a_file_of_windows_has_besides_is_none(told: str) -> None:
    assert paths(told, windows=True, dump=r"C:\dumps\lab.bib") == []


@posix
def test_only_documents_that_are_there_are_reachable(tmp_path: Path) -> None:
    for name in ("here.pdf", "other.epub", "run.sh"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "here.pdf")
    (tmp_path / "trap.pdf").symlink_to(tmp_path / "run.sh")
    (tmp_path / "round.pdf").symlink_to(tmp_path / "round.pdf")
    names = ["gone", "folder", "pipe", "trap", "round", "x" * 3000, "link", "here"]
    paper = made(*(f"{name}.pdf" for name in names), "other.epub", dump=str(tmp_path / "lab.bib"))
    found = [target.address for target in reachable(targets(paper))]
    assert found == [str(tmp_path / name) for name in ("link.pdf", "here.pdf", "other.epub")]


@posix
def test_nothing_is_looked_at_before(monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("stat", "lstat", "listdir", "scandir"):
        monkeypatch.setattr(os, name, touched)
    assert len(targets(made("/x.pdf", "y.pdf", zotero=ITEM))) == 4


@pytest.mark.parametrize(
    "urls", [("javascript:alert(1)", "file:///etc/passwd", "-x", "http://x.org/\n-y")]
)
def test_pages_are_on_the_web_alone(urls: tuple[str, ...]) -> None:
    (page,) = targets(made(urls=urls, ids={"doi": "10.1/x"}), "page")[1:]
    assert page.address == "http://x.org/%0A-y"


@pytest.mark.parametrize(
    ("files", "address"),
    [
        (("/home/me/Zotero/storage/WXYZ2345/x.pdf",), "zotero://select/library/items/WXYZ2345"),
        ((r"C:\Users\me\Zotero\storage\WXYZ2345\x.pdf",), "zotero://select/library/items/WXYZ2345"),
        (("/storage/emulated/x.pdf", "/storage/WXYZ2345/a/x.pdf", "/storage/WXYZ1OI0/x.pdf"), None),
    ],
)
def test_a_file_that_zotero_keeps_tells_its_item(
    files: tuple[str, ...], address: str | None
) -> None:
    found = [target.address for target in targets(made(*files), "zotero")]
    assert found == ([address] if address else [])
    assert targets(made(*files, zotero=ITEM), "zotero") == [Target("zotero", ITEM)]


@posix
@pytest.mark.parametrize(
    ("paper", "what", "why"),
    [
        (made(), None, "no source of 'A Title' names a file, a page or an item in Zotero to open"),
        (made(zotero=ITEM), "pdf", "no source of 'A Title' names a file to open"),
        (made("/nowhere/x.pdf"), None, "the file of 'A Title' is not there: /nowhere/x.pdf"),
        (made("/nowhere/x.pdf"), "page", "no source of 'A Title' names a page to open"),
    ],
)
def test_why_there_is_nothing(paper: Paper, what: What | None, why: str) -> None:
    assert nothing(paper, what) == why


def test_names_are_one_line() -> None:
    assert Target("pdf", "/a/b\u202ec\x1b[2J.pdf").name == "b\\u202ec\\x1b[2J.pdf"
    assert Target("page", ARXIV).name == ARXIV
    assert Target("zotero", ITEM).name == "Zotero"


def test_the_system_gets_one_argument(desktop: Desktop) -> None:
    path = "/papers/$(touch x) `y`; z & 'q' \"r\".pdf"
    assert open_outside(Target("pdf", path))
    assert open_outside(Target("zotero", ITEM))
    assert open_outside(Target("page", ARXIV))
    assert desktop.opened() == [path, ITEM]
    assert desktop.browsed() == [ARXIV]


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 3\n", "#!/nowhere\n"])
def test_what_the_system_cannot_open(desktop: Desktop, script: str) -> None:
    desktop.opener.write_text(script)
    assert not open_outside(Target("pdf", "/x.pdf"))


def test_pages_go_to_the_desktop_unless_a_browser_is_named(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "no 'command %s")
    assert not open_outside(Target("page", ARXIV))
    monkeypatch.delenv("BROWSER")
    assert open_outside(Target("page", ARXIV))
    assert desktop.opened() == [ARXIV]


def test_without_a_desktop(desktop: Desktop) -> None:
    desktop.close()
    assert not open_outside(Target("pdf", "/x.pdf"))
    assert not open_outside(Target("page", ARXIV))
