"""What a dump may hold that is made to hurt: the records beside it are read, in bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from litnotes_index import readers
from support.memory import PEAK, UNIT
from support.reading import Reading, read

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRY = "<entry><title>A Title</title></entry>"
# Of each format: what stands before a value of a record between two good ones, and after it.
FORMS: dict[str, tuple[str, str]] = {
    "bibtex": (
        "@misc{a, title = {A Title}, year = 2001}\n@misc{b, title = {",
        "}}\n@misc{c, title = {C Title}}\n",
    ),
    "ris": (
        "TY  - JOUR\nTI  - A Title\nER  - \nTY  - JOUR\nTI  - ",
        "\nER  - \nTY  - JOUR\nTI  - C Title\nER  - \n",
    ),
    "nbib": ("PMID- 1\nTI  - A Title\n\nPMID- 2\nTI  - ", "\n\nPMID- 3\nTI  - C Title\n"),
    "csl-json": (
        '[{"id": "a", "type": "book", "title": "A Title"},\n{"id": "b", "type": "book", "title": ',
        '},\n{"id": "c", "type": "book", "title": "C Title"}]\n',
    ),
    "json-papers": (
        '{"title": "A Title", "abstract": "A b.", "year": 2001}\n{"title": ',
        '}\n{"title": "C Title"}\n',
    ),
    "csl-yaml": (
        "- id: a\n  type: book\n  title: A Title\n- id: b\n  type: book\n  title: ",
        "\n- id: c\n  type: book\n  title: C Title\n",
    ),
    "acl-xml": (
        '<collection id="2020.acl"><paper id="1"><title>A Title</title></paper>\n<paper><title>',
        '</title></paper>\n<paper id="3"><title>C Title</title></paper></collection>',
    ),
    "arxiv-atom": (
        f'<feed xmlns="{_ATOM}"><id>http://arxiv.org/abs/x</id>\n{_ENTRY}\n<entry><title>',
        "</title></entry>\n<entry><title>C Title</title></entry></feed>",
    ),
    "table": (
        "title\tauthors\tdoi\nA Title\tX Y\t10.1/2\n",
        "\tX Z\t10.1/3\nC Title\tX Y\t10.1/4\n",
    ),
    "markdown-list": (
        "- [A Title](https://arxiv.org/abs/1001.0001)\n- [",
        "](https://arxiv.org/abs/1001.0002)\n- [C Title](https://arxiv.org/abs/1001.0003)\n",
    ),
    "page": (f"A Title\n{'We study it. ' * 30}\n", f"\nC Title\n{'We study it. ' * 30}\n"),
}
_BOUND = 400  # megabytes: most of it the interpreter, and ten times the longest record
_SIZE = 1 << 18
_DEEP = 100_000


def check(tmp_path: Path, form: str, text: str) -> Reading:
    """Read a text between two good records; both are found, and little is said of it."""
    before, after = FORMS[form]
    path = tmp_path / "dump"
    path.write_text(before + text + after, encoding="utf-8")
    found = read(path, form)
    titles = [entry.title for entry in found.entries]
    assert titles[:1] == ["A Title"]
    assert titles[-1:] == ["C Title"]
    assert len(found.problems) <= 3
    assert all("\n" not in problem.message for problem in found.problems)
    assert all(len(problem.message) < 200 for problem in found.problems)
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("piece", ["é", " ", "&a;", "\\\\"])
def test_a_long_value(tmp_path: Path, form: str, piece: str) -> None:
    value = piece * (_SIZE // len(piece))
    check(tmp_path, form, f'"{value}"' if "json" in form else value)


@pytest.mark.parametrize(
    ("form", "piece"),
    [
        ("bibtex", "{"),
        ("bibtex", "{\\a{"),
        ("csl-json", "["),
        ("csl-json", '{"a":'),
        ("json-papers", "["),
        ("json-papers", '{"a": ['),
        ("csl-yaml", "["),
        ("csl-yaml", "{a: "),
        ("csl-yaml", "- "),
        ("csl-yaml", "? "),
        ("csl-yaml", "!!a "),
        ("acl-xml", "<b>"),
        ("arxiv-atom", "<b a='c'>"),
        ("markdown-list", "["),
        ("markdown-list", "> "),
        ("table", '"'),
        ("page", "("),
    ],
)
def test_very_deep(tmp_path: Path, form: str, piece: str) -> None:
    found = check(tmp_path, form, piece * _DEEP)
    assert found.problems or form in ("markdown-list", "page", "table")


@pytest.mark.parametrize(("form", "end"), [("bibtex", "}"), ("acl-xml", "</b>"), ("csl-json", "]")])
def test_deep_and_closed(tmp_path: Path, form: str, end: str) -> None:
    begin = {"}": "{", "]": "["}.get(end, "<b>")
    check(tmp_path, form, begin * 20_000 + "B" + end * 20_000)


@pytest.mark.parametrize("tag", ["<paper>", "<!--", "<![CDATA[", "<!ENTITY a 'b'>", "</paper>"])
def test_marks_of_xml_that_end_nothing(tmp_path: Path, tag: str) -> None:
    before, after = FORMS["acl-xml"]
    path = tmp_path / "dump"
    path.write_text(f"{before}B</title></paper>{tag * 20_000}<paper><title>D{after}")
    titles = [entry.title for entry in read(path, "acl-xml").entries]
    assert (titles[0], titles[-1]) == ("A Title", "C Title")


_DECLARED = """<?xml version="1.0"?>
<!DOCTYPE {root} [
<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">
<!ENTITY file SYSTEM "file://{secret}"><!ENTITY web SYSTEM "http://127.0.0.1:{port}/x">
<!ENTITY % more SYSTEM "http://127.0.0.1:{port}/y"> %more;
]>
"""


@pytest.mark.parametrize("form", ["acl-xml", "arxiv-atom"])
def test_entities_are_not_looked_up(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("something was asked of the network")

    monkeypatch.setattr("socket.socket.connect", refused)
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    before, after = FORMS[form]
    root = "feed" if form == "arxiv-atom" else "collection"
    path = tmp_path / "dump.xml"
    head = _DECLARED.format(root=root, secret=secret, port=9)
    path.write_text(f"{head}{before}B &c; &file; &web;{after}")
    assert readers.sniff(path) == form
    found = read(path, form)
    titles = [entry.title for entry in found.entries]
    assert titles == ["A Title", "B &c; &file; &web;", "C Title"]
    assert [problem.message for problem in found.problems] == [
        "the entities that the file declares are not read"
    ]


def test_aliases_of_yaml_stand_for_so_much_only(tmp_path: Path) -> None:
    lines = ["- id: a0\n  title: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"- id: a{n}\n  title: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    lines.append("- id: x\n  type: book\n  title: A Title\n- id: y\n  title: &y [*y]")
    path = tmp_path / "dump.yaml"
    path.write_text("\n".join(lines))
    found = read(path, "csl-yaml")
    assert "A Title" in [entry.title for entry in found.entries]
    assert all(len(entry.title) < 100_000 for entry in found.entries)
    told = [problem.message for problem in found.problems]
    assert "the aliases of the record stand for too much, see line 10" in told


@pytest.mark.parametrize("form", FORMS)
def test_very_many_of_one_field(tmp_path: Path, form: str) -> None:
    names = {
        "bibtex": "B},\n author = {A B and C D},\n title = {",
        "ris": "B\nAU  - A, B",
        "nbib": "B\nFAU - A, B",
        "csl-json": '"B", "author": [{"family": "A"}], "title": ',
        "json-papers": '"B", "authors": ["A B"], "title": ',
        "csl-yaml": "B\n  author: [{family: A}]",
        "acl-xml": "B</title><author><first>A</first><last>B</last></author><title>",
        "arxiv-atom": "B</title><author><name>A B</name></author><title>",
        "table": "B\tB",
        "markdown-list": "](https://arxiv.org/abs/1001.0002) [",
        "page": "B. ",
    }
    text = names[form]
    if form == "csl-yaml":
        first, _, again = text.partition("\n")
        check(tmp_path, form, "\n".join([first, *[again] * 9000]))
    else:
        check(tmp_path, form, text * 9000 + '"B"' * ("json" in form))


_CALL = f"""
import sys
from pathlib import Path
from litnotes_index import readers
for _ in readers.read(Path(sys.argv[1]), sys.argv[2]):
    pass
print({PEAK})
"""


@pytest.mark.parametrize("form", FORMS)
def test_memory_has_a_bound(tmp_path: Path, form: str) -> None:
    """A value of 12 megabytes takes what one of eight does."""
    before, after = FORMS[form]
    path = tmp_path / "dump"
    with path.open("w", encoding="utf-8") as file:
        quote = '"' * ("json" in form)
        file.write(before + quote)
        for _ in range(12):
            file.write("x y z A." * (1 << 17))
        file.write(quote + after)
    call = [sys.executable, "-c", _CALL, str(path), form]
    ran = subprocess.run(call, capture_output=True, check=True, timeout=50)
    assert int(ran.stdout) * UNIT < _BOUND << 20


def test_every_reader_is_tried() -> None:
    """Those of other JSON read it as `json-papers` do."""
    others = {"better-bibtex-json", "openalex", "semantic-scholar", "arxiv-json"}
    assert {reader.FORMAT for reader in readers.READERS} == {*FORMS, *others}
