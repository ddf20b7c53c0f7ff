"""The files that dumps name, as each program writes them, and items of Zotero."""

import json
from base64 import b64encode
from plistlib import FMT_BINARY, dumps
from typing import Any

import pytest

from support.reading import items_of, read_data

WHOLE = "/home/me/Zotero/storage/ABCD2345/Doe - 2020 - Notes.pdf"


def in_bibtex(*fields: str) -> tuple[str, ...]:
    written = "".join(f", {field}" for field in fields)
    (entry,) = read_data(f"@misc{{doe, title = {{Notes}}{written}}}\n", "bibtex").entries
    return entry.files


@pytest.mark.parametrize(
    ("value", "files"),
    [
        # JabRef
        (":x.pdf:PDF", ["x.pdf"]),
        ("Full Text:x.pdf:PDF;:y.epub:ePUB", ["x.pdf", "y.epub"]),
        (r"A\: b\; c:a\:b\;c.pdf:PDF", ["a:b;c.pdf"]),
        (r":C\:\\Users\\me\\x y.pdf:PDF", [r"C:\Users\me\x y.pdf"]),
        (r":\\\\host\\share\\x.pdf:PDF", [r"\\host\share\x.pdf"]),
        (":x.pdf:Word 2007+", ["x.pdf"]),
        (r":x.pdf:PDF:https\://example.org/x", ["x.pdf"]),
        (r":https\://example.org/x.pdf:PDF", []),
        # Zotero and Better BibTeX
        (f"Full Text:{WHOLE}:application/pdf", [WHOLE]),
        ("PDF:files/12/x.pdf:application/pdf;Page:files/13/x.html:text/html",
         ["files/12/x.pdf", "files/13/x.html"]),
        (r"PDF:E:\some\random\x.pdf:application/pdf", [r"E:\some\random\x.pdf"]),
        (WHOLE, [WHOLE]),
        (r"C:\Users\me\x.pdf", [r"C:\Users\me\x.pdf"]),
        ("C:/Users/me/x.pdf", ["C:/Users/me/x.pdf"]),
        ("../papers/x.pdf;../papers/y.pdf", ["../papers/x.pdf", "../papers/y.pdf",
                                             "../papers/x.pdf;../papers/y.pdf"]),
        ("/papers/Notes: a Study.pdf", ["/papers/Notes: a Study.pdf", "a Study.pdf"]),
        # Mendeley
        (":home/me/x.pdf:pdf", ["home/me/x.pdf"]),
        (r":C$\backslash$:/Users/me/a\_b.pdf:pdf", ["C:/Users/me/a_b.pdf"]),
        (r":x\~{}\^{}\&\{\}.pdf:pdf", ["x~^&{}.pdf"]),
        (":x.pdf:pdf;::", ["x.pdf"]),
        # calibre
        (":/lib/A, B/x.epub:EPUB, :/lib/A, B/x.pdf:PDF", ["/lib/A, B/x.epub", "/lib/A, B/x.pdf"]),
        # by hand
        ("{x.pdf}", ["x.pdf"]),
        ("a\n   b.pdf", ["a b.pdf"]),
        ("file:///home/me/x%20y.pdf", ["/home/me/x y.pdf"]),
        ("file://localhost/home/me/x.pdf", ["/home/me/x.pdf"]),
        ("file:///C:/x.pdf", ["C:/x.pdf"]),
        ("file://C:/x.pdf", ["C:/x.pdf"]),
        ("file:/home/me/x.pdf", ["/home/me/x.pdf"]),
        ("file://host/share/x.pdf", []),
        ("https://example.org/x.pdf", []),
        ("x%00y.pdf", ["x%00y.pdf"]),
        ("file:///x%00y%0Az.pdf", []),
        ("x\x1b[2J.pdf", []),
        (":::;;::", []),
    ],
)  # fmt: skip
def test_the_field_of_bibtex(value: str, files: list[str]) -> None:
    assert list(in_bibtex(f"file = {{{value}}}")) == files


def test_other_fields_of_bibtex() -> None:
    kept = b64encode(dumps({"bookmark": b"x" * 99, "relativePath": "Papers/x.pdf"}, fmt=FMT_BINARY))
    assert in_bibtex(f"bdsk-file-1 = {{{kept.decode()}}}", "bdsk-file-2 = {YnBsaXN0MDDS}") == (
        "Papers/x.pdf",
    )
    assert in_bibtex("bdsk-file-1 = {no base 64}") == ()
    deep = b64encode(dumps(["x"], fmt=FMT_BINARY)).decode()
    assert in_bibtex(f"bdsk-file-1 = {{{deep}}}") == ()
    assert in_bibtex("pdf = {x.pdf}", "local-url = {file:///y.pdf}") == ("x.pdf", "/y.pdf")
    assert in_bibtex("pdf = {https://example.org/x.pdf}", "file = {}") == ()


_BLANK = " " * 100_000
_ENDLESS = [
    *("x" * 500_000, "x;" * 200_000, ":" * 500_000, r"\;" * 250_000, ",:" * 250_000),
    *(f"x:{_BLANK}!", f"x:y:A{_BLANK}!", f"x,{_BLANK}!", f"file:{_BLANK}/", "\n " * 250_000),
]


@pytest.mark.parametrize("value", _ENDLESS, ids=range(len(_ENDLESS)))
def test_what_is_far_too_long_is_no_path_and_harms_nothing(value: str) -> None:
    files = in_bibtex(f"file = {{{value}}}")
    assert len(files) <= 20
    assert all(len(file) <= 4096 for file in files)


def test_the_tags_of_ris() -> None:
    tags = [
        "L1  - internal-pdf://0123/x%20y.pdf",
        "L1  - https://example.org/x.pdf",
        "L4  - files/12/z.png",
        "L2  - file:///home/me/x.pdf\nfile://localhost/y.pdf",
    ]
    text = "TY  - JOUR\nTI  - Notes\n" + "".join(f"{tag}\n" for tag in tags) + "ER  - \n"
    (entry,) = read_data(text, "ris").entries
    assert entry.files == ("PDF/0123/x y.pdf", "/home/me/x.pdf", "/y.pdf", "files/12/z.png")
    assert not read_data("TY  - JOUR\nTI  - Notes\nER  - \n", "ris").entries[0].files


def from_zotero(**members: object) -> tuple[tuple[str, ...], str | None]:
    item: dict[str, Any] = {"itemType": "book", "title": "Notes", "creators": [], **members}
    (entry,) = read_data(json.dumps({"items": [item]}), "better-bibtex-json").entries
    return entry.files, entry.zotero


ATTACHED: list[tuple[object, tuple[str, ...]]] = [
    ([{"title": "PDF", "path": "/x.pdf"}, {"url": "https://example.org"}], ("/x.pdf",)),
    ([{"localPath": r"C:\x.pdf"}, {"path": "y", "localPath": "z.pdf"}], (r"C:\x.pdf", "y")),
    ([{"path": "a\nb"}, {"path": 5}, {"path": None}, "x", [], {}], ("5",)),
    ("x.pdf", ()),
    ({"path": "x.pdf"}, ()),
    (None, ()),
    (
        [{"path": f"{number}.pdf"} for number in range(99)],
        tuple(f"{number}.pdf" for number in range(20)),
    ),
]


@pytest.mark.parametrize(("attachments", "files"), ATTACHED)
def test_attachments_of_zotero(attachments: object, files: tuple[str, ...]) -> None:
    assert from_zotero(attachments=attachments)[0] == files


@pytest.mark.parametrize(
    ("members", "address"),
    [
        ({"uri": "http://zotero.org/users/123/items/ABCD2345"}, "library/items/ABCD2345"),
        ({"uri": "http://zotero.org/users/local/6z7M/items/ABCD2345"}, "library/items/ABCD2345"),
        ({"uri": "http://zotero.org/groups/99/items/ABCD2345", "citationKey": "doe"},
         "groups/99/items/ABCD2345"),
        ({"key": "ABCD2345", "library": {"type": "user", "id": 123}}, "library/items/ABCD2345"),
        ({"key": "ABCD2345", "library": {"type": "group", "id": 9}}, "groups/9/items/ABCD2345"),
        ({"citationKey": "doe:2020"}, "items/@doe%3A2020"),
        ({"extra": "Citation Key: doe2020"}, "items/@doe2020"),
        ({"uri": "javascript:alert(1)", "citekey": "a/../b?c#d"}, "items/@a%2F..%2Fb%3Fc%23d"),
        ({"uri": "http://zotero.org/users/1/items/ABCD2345/../X"}, None),
        ({"uri": "http://evil.org/users/1/items/ABCD2345"}, None),
        ({"key": "ABCD2345"}, None),
        ({"key": "../../..", "library": {"id": "x/y"}}, None),
    ],
)  # fmt: skip
def test_the_item_in_zotero(members: dict[str, object], address: str | None) -> None:
    expected = f"zotero://select/{address}" if address else None
    assert from_zotero(**members)[1] == expected


def test_the_item_that_csl_names() -> None:
    items = [
        {"id": f"http://zotero.org/{whose}/items/ABCD2345", "type": "book", "title": "Notes"}
        for whose in ("users/1", "groups/99", "x/1")
    ]
    found = [getattr(e, "zotero", "") for e in items_of(json.dumps(items), "csl-json")]
    assert found == [
        "zotero://select/library/items/ABCD2345",
        "zotero://select/groups/99/items/ABCD2345",
        None,
    ]
