"""Items in styles of CSL: what Markdown says of them, and what is wrong with a style."""

from pathlib import Path
from typing import Any

import pytest
from citeproc import CitationStylesBibliography

from litnotes_index.bibliography import styled as styled_module
from litnotes_index.bibliography.plain import by_name
from litnotes_index.bibliography.styled import styled
from litnotes_index.errors import ConfigError
from litnotes_index.readers.csl import Item

WEAVER: Item = {
    "id": "weaver1999",
    "type": "article-journal",
    "title": "Learning to Weave <i>Juncus</i> Baskets in H<sub>2</sub>O",
    "author": [
        {"family": "Weaver", "given": "Jane Ann"},
        {"family": "Berg", "given": "Ole", "non-dropping-particle": "van den"},
    ],
    "container-title": "Journal of Baskets",
    "volume": "12",
    "issue": "3",
    "page": "45-67",
    "issued": {"date-parts": [[1999, 3]]},
    "DOI": "10.1234/basket_7",
}
BOOK: Item = {
    "id": "abel2010",
    "type": "book",
    "title": "A Book",
    "author": [{"literal": "Åbel Group"}],
    "publisher": "Press",
    "issued": {"date-parts": [[2010]]},
    "URL": "https://example.org/a?b=_c_",
}
LINK = "<https://doi.org/10.1234/basket_7>"
SHORT_LINK = "[10.1234/basket_7](https://doi.org/10.1234/basket_7)"


def of(layout: str, *, more: str = "", bibliography: str = "") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Mine</title><id>mine</id></info>{more}
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>{bibliography}<layout>{layout}</layout></bibliography>
</style>"""


LONG = f'<macro name="a"><text value="{"x" * 700_000}"/></macro>'


@pytest.fixture
def write(tmp_path: Path) -> "Write":
    return Write(tmp_path)


class Write:
    """Writes styles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, style: str | bytes, name: str = "mine.csl") -> str:
        path = self.folder / name
        path.write_bytes(style if isinstance(style, bytes) else style.encode())
        return str(path)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "apa",
            (
                "- Weaver, J. A., & van den Berg, O. (1999). Learning to Weave *Juncus* Baskets in "
                f"H<sub>2</sub>O. *Journal of Baskets*, *12*(3), 45–67. {LINK}"
            ),
        ),
        (
            "ieee",
            (
                "- \\[1\\] J. A. Weaver and O. van den Berg, “Learning to Weave *Juncus* Baskets "
                "in H<sub>2</sub>O,” *Journal of Baskets*, vol. 12, no. 3, pp. 45–67, Mar. 1999, "
                f"doi: {SHORT_LINK}."
            ),
        ),
        (
            "nature",
            (
                "1. Weaver, J. A. & van den Berg, O. Learning to Weave *Juncus* Baskets in "
                "H<sub>2</sub>O. *Journal of Baskets* **12**, 45–67 (1999)."
            ),
        ),
        (
            "modern-language-association",
            (
                "- Weaver, Jane Ann, and Ole van den Berg. “Learning to Weave *Juncus* Baskets in "
                "H<sub>2</sub>O.” *Journal of Baskets*, vol. 12, no. 3, Mar. 1999, pp. 45–67, "
                f"{LINK}."
            ),
        ),
        (
            "vancouver",
            (
                "1. Weaver JA, van den Berg O. Learning to Weave *Juncus* Baskets in "
                f"H<sub>2</sub>O. Journal of Baskets. 1999 Mar;12(3):45–67. doi:{SHORT_LINK}"
            ),
        ),
    ],
)
def test_a_reference(style: str, expected: str) -> None:
    assert styled([WEAVER], style) == [expected]


def test_the_order_is_the_style_s_where_it_has_one() -> None:
    by_author = styled([WEAVER, BOOK], "apa")
    assert [line[2:6] for line in by_author] == ["Åbel", "Weav"]
    assert [line[2:6] for line in styled([WEAVER, BOOK], "apa", sort=False)] == ["Weav", "Åbel"]
    as_cited = styled([WEAVER, BOOK], "nature")
    assert [line[:6] for line in as_cited] == ["1. Wea", "2. Åbe"]
    assert [item["id"] for item in by_name([WEAVER, BOOK])] == ["abel2010", "weaver1999"]


def test_names_as_a_style_begins_them(write: Write) -> None:
    names = '<names variable="author"><name initialize-with="." and="symbol"/></names>'
    assert styled([WEAVER], write(of(names))) == ["- J.A. Weaver & O. van den Berg"]
    whole = names.replace('with="."', 'with="." initialize="false"')
    assert styled([WEAVER], write(of(whole))) == ["- Jane Ann Weaver & Ole van den Berg"]


def test_what_the_processor_does_not_do(write: Write) -> None:
    role = '<names variable="collection-editor"/>'
    editor = {**BOOK, "collection-editor": [{"family": "Ed", "given": "It"}]}
    assert styled([editor], write(of(role))) == ["- It Ed"]
    pages = '<label variable="page"/><text variable="title" prefix=" "/>'
    assert styled([BOOK], write(of(pages))) == ["- A Book"]
    number = '<number variable="number-of-pages"/>'
    assert styled([{**BOOK, "number-of-pages": 12, "title": "x"}], write(of(number))) != [""]


def test_a_title_in_place_of_names_is_told_once() -> None:
    nobody: Item = {"id": "x", "type": "book", "title": "By Nobody", "publisher": "Press"}
    assert styled([nobody], "apa") == ["- *By Nobody*. (n.d.). Press."]
    edited = {**nobody, "editor": [{"family": "Ed", "given": "It"}]}
    assert styled([edited], "apa") == ["- Ed, I. (Ed.). (n.d.). *By Nobody*. Press."]


def test_a_dependent_style_is_its_parent(write: Write) -> None:
    assert styled([WEAVER], "nature-genetics") == styled([WEAVER], "nature")
    dependent = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>
        <link href="http://www.zotero.org/styles/nature" rel="independent-parent"/></info>
        </style>"""
    assert styled([WEAVER], write(dependent)) == styled([WEAVER], "nature")


HOSTILE = "*a* [b](javascript:x) <script> `c` [[d]] @e #f $g$ \x1b[31m\n# h\ufdd0i\ufdd9"


@pytest.mark.parametrize("style", ["apa", "ieee", "nature", "din-1505-2"])
def test_text_of_dumps_is_inert(style: str) -> None:
    item: Item = {
        "id": "x",
        "type": "article-journal",
        "title": HOSTILE,
        "author": [{"family": HOSTILE, "given": "A"}],
        "container-title": HOSTILE,
        "issued": {"date-parts": [[2001]]},
        "URL": "javascript:alert(1)",
        "DOI": "10.1/a](javascript:x) <b>",
    }
    (line,) = styled([item], style)
    assert "\\*a\\* \\[b\\](javascript:x) \\<script> \\`c\\` \\[\\[d\\]\\]" in line
    assert "\\@e \\#f \\$g\\$" in line
    assert not set(line) & set("\n\x1b\ufdd0\ufdd9")
    assert "](javascript" not in line.replace("\\](javascript", "")


def test_what_a_style_makes_nothing_of_is_told_plainly(write: Write) -> None:
    told = (
        "- Jane Ann Weaver, Ole van den Berg (1999). Learning to Weave *Juncus* Baskets in "
        f"H<sub>2</sub>O. *Journal of Baskets*. {LINK}"
    )
    assert styled([WEAVER], write(of('<text variable="archive"/>'))) == [told]
    # The processor fails where a macro is called that there is not.
    assert styled([WEAVER], write(of('<text macro="nowhere"/>'))) == [told]
    odd: Item = {"id": "odd", "type": "book", "issued": {"date-parts": [["x", 1, 1]]}}
    assert styled([odd, WEAVER], "apa")[1].startswith("- Weaver")


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("<style>", "is no XML"),
        ("<style/>", "is no style of CSL"),
        (b"\xff\xfe<", "is not UTF-8"),
        ("x" * (1 << 20) + "x", "is longer than 1 MB"),
        ('<!DOCTYPE style [<!ENTITY a "b">]><style/>', "declares a document type"),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl"/>',
            "makes no list of references",
        ),
        (of('<text macro="a"/>', more='<macro name="a"><text macro="a"/></macro>'), "without end"),
        (of('<text macro="a"/>' * 3, more=LONG), "far too much"),
        (
            of("<text/>", more=f"<locale><terms><term>{'x' * 20_000}</term></terms></locale>"),
            "long",
        ),
        (of("""<text macro="x'] | //*"/>"""), "quotes"),
        (of("<group>" * 5000 + "</group>" * 5000), "nested too deeply"),
        (
            of("", more='<locale xml:lang="en"/><locale xml:lang="en"/>'),
            "cannot be used",
        ),
    ],
)
def test_a_style_that_cannot_be_used(write: Write, style: str | bytes, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as error:
        styled([WEAVER], write(style))
    assert "\n" not in str(error.value)


def test_macros_that_multiply_end(write: Write) -> None:
    macros = "".join(
        f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>'
        for n in range(16)
    )
    last = '<macro name="m16"><text value="x"/></macro>'
    style = write(of('<text macro="m0"/>', more=macros + last))
    with pytest.raises(ConfigError, match="takes too long"):
        styled([WEAVER], style)
    more = "".join(
        f'<macro name="n{n}"><text macro="n{n + 1}"/><text macro="n{n + 1}"/></macro>'
        for n in range(40)
    )
    with pytest.raises(ConfigError, match="without end"):
        styled([WEAVER], write(of('<text macro="n0"/>', more=more + '<macro name="n40"/>')))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("chicago", "chicago-"),
        ("natur", "natur-und-landschaft, nature"),
        ("../../apa", "apa"),
        ("", ""),
    ],
)
def test_an_unknown_style_and_what_is_near_it(name: str, near: str) -> None:
    with pytest.raises(ConfigError, match=rf"no style is called '{name}'; near it: {near}"):
        styled([WEAVER], name)
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        styled([WEAVER], "nowhere.csl")


def test_styles_go_by_other_names_too() -> None:
    assert styled([BOOK], "mla") == styled([BOOK], "Modern Language Association")


def test_what_was_made_is_kept_by_what_item_and_style_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[object] = []
    kept: dict[bytes, str] = {}

    def counted(*given: Any) -> Any:
        made.append(given)
        return CitationStylesBibliography(*given)

    monkeypatch.setattr(styled_module, "CitationStylesBibliography", counted)
    monkeypatch.setattr(styled_module, "_kept", kept)
    monkeypatch.setattr(styled_module, "_orders", {})
    first = styled([WEAVER, BOOK], "apa")
    assert len(made) == 3  # each, and their order
    assert styled([{**WEAVER}, {**BOOK}], "apa") == first
    assert len(made) == 3
    assert styled([BOOK, WEAVER], "apa") == first
    assert len(made) == 4
    assert styled([{**WEAVER, "volume": "13"}], "apa", sort=False) != [first[1]]
    assert styled([WEAVER], "nature", sort=False) != [first[1]]
    monkeypatch.setattr(styled_module, "_MOST_KEPT", 2)
    assert styled([WEAVER, BOOK], "ieee") == styled([WEAVER, BOOK], "ieee")
    assert 0 < len(kept) <= 2
