"""Which files are BibTeX: by an entry and a name, or by having little else."""

from pathlib import Path

import pytest

from litnotes_index.readers import bibtex, sniff

ENTRY = "@article{doe2015,\n  title = {A Title},\n  author = {Doe, Jane},\n  year = 2015\n}\n"
PROSE = "We describe how to cite the work that this page is about, and why one would do so.\n"

YES = {
    "entries": ENTRY * 3,
    "one": ENTRY,
    "one line": "@misc{a, title = {A}}",
    "windows": ENTRY.replace("\n", "\r\n"),
    "old mac": ENTRY.replace("\n", "\r"),
    "indented": ENTRY.replace("\n", "\n    "),
    "upper": ENTRY.upper(),
    "round": "@article(doe,\n  title = {A}\n)\n",
    "quotes": '@article{doe,\n  title = "A"\n}\n',
    "no key": "@article{\n  title = {A},\n}\n",
    "comma first": "@article{doe\n, title = {A}\n}\n",
    "odd key": "@article{10.1016/0921(89)90484-X,\n  title = {A},\n}\n",
    "unknown type": "@web_page{doe,\n  title = {A},\n}\n",
    "jabref": "% Encoding: UTF-8\n\n" + ENTRY + "\n@Comment{jabref-meta: databaseType:bibtex;}\n",
    "bibdesk": "%% Created using BibDesk.\n\n@comment{BibDesk}\n\n" + ENTRY,
    "strings first": '@string{j = "Journal"}\n@preamble{"\\newcommand{\\x}{}"}\n\n' + ENTRY,
    "a line before": "References of our group\n\n" + ENTRY,
    "cut": (ENTRY * 900)[:40_000],
    "cut in an entry": "@article{a,\n title = {A},\n abstract = {" + PROSE * 9,
}
NO = {
    "empty": "",
    "mail": "From: jane@example.org\n\n" + PROSE,
    "fenced": "# Citing\n\n" + PROSE + "\n```bibtex\n" + ENTRY + "```\n",
    "fenced only": "```bibtex\n" + ENTRY * 3 + "```\n",
    "fenced by waves": "~~~\n" + ENTRY * 3 + "~~~\n",
    "heading": "# My references\n\n" + ENTRY * 3,
    "front matter": "---\ntitle: Refs\n---\n" + ENTRY * 3,
    "readme": PROSE * 5 + "\n" + ENTRY + "\n" + PROSE,
    "tex": "\\documentclass{article}\n\\begin{filecontents}{a.bib}\n" + ENTRY * 9 + "\\end{x}\n",
    "org": "#+begin_src bibtex\n" + ENTRY * 3 + "#+end_src\n",
    "html": "<pre>\n" + ENTRY * 3 + "</pre>\n",
    "rst": ".. code-block:: bibtex\n\n" + ENTRY * 3,
    "python": f'"""Cite:\n\n{ENTRY}"""\nimport os\n\n\n@cache(a, b=1)\ndef f(x):\n    return os\n',
    "decorators": "@cache(a, b=True)\ndef f():\n  pass\n\n@book(a, b=2)\ndef g():\n    pass\n" * 3,
    "java": '@Table(name = "a", schema = "b")\nclass A {\n  @Column(name = "x")\n  int x;\n}\n',
    "css": "@media screen and (max-width: 9px) {\n  a { color: red }\n}\n@face {\n  src: x;\n}\n",
    "scss": "@mixin foo($a, $b: 1) {\n  color: $a;\n}\n@include foo(1, $b = 2);\n",
    "javadoc": "/**\n * @param{a, b = 1}\n * @return x\n */\nint x;\n",
    "typescript": "@Component({\n  selector: 'a',\n  template: 'b = {c}',\n})\nexport class A {}\n",
    "json": '{"a": "@article{b, title = {C}}"}\n',
    "ris": "TY  - JOUR\nTI  - A\nER  - \n",
    "diff": "+@article{a,\n+  title = {A},\n+}\n",
    "todo": "- [ ] cite @doe2015\n- [ ] read @roe{2015}\n",
    "comments": "% @article{a,\n% title = {A}\n% }\n",
}  # fmt: skip


@pytest.mark.parametrize("name", YES)
@pytest.mark.parametrize("file", ["papers", "papers.txt", "papers.bib"])
def test_bibtex(tmp_path: Path, name: str, file: str) -> None:
    path = tmp_path / file
    path.write_bytes(YES[name].encode())
    assert sniff(path) == "bibtex"


@pytest.mark.parametrize("name", NO)
@pytest.mark.parametrize("file", ["papers", "papers.txt", "papers.py"])
def test_other_files(tmp_path: Path, name: str, file: str) -> None:
    path = tmp_path / file
    path.write_text(NO[name])
    assert sniff(path) != "bibtex"


def test_a_name_and_an_entry_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "library.BIB"
    path.write_text(PROSE * 9 + ENTRY)
    assert sniff(path) == "bibtex"
    path.write_text(PROSE * 9)
    assert sniff(path) is None
    path.write_text('@string{only = "strings"}\n')
    assert sniff(path) == "bibtex"


def test_packed(tmp_path: Path) -> None:
    assert bibtex.sniff(tmp_path / "a.bib.gz", PROSE * 9 + ENTRY)
    assert not bibtex.sniff(tmp_path / "a.txt.gz", PROSE * 9 + ENTRY)


@pytest.mark.parametrize("name", YES)
def test_a_head_that_is_cut_anywhere(name: str) -> None:
    text = YES[name]
    known = [
        bibtex.sniff(Path("a"), text[:end]) for end in range(0, len(text), 1 + len(text) // 60)
    ]
    assert known == sorted(known), "more of a file never makes it unknown"
