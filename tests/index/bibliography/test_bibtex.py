"""Items as BibTeX: what is written, and that our reader and pybtex read it as it was meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import Person, parse_string

from litnotes_index.bibliography import bibtex, tex
from litnotes_index.readers.csl import Item
from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import unmarked
from litnotes_index.text.tex import plain
from support.items import again

ITEM: Item = {
    "id": "bee2015",
    "type": "article-journal",
    "title": "BERT: the 100% <i>E. coli</i> & $O(n^2)$ of H₂O_x in Rome {a}",
    "title-short": "BERT",
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr"},
        {"literal": "Food and Drugs, Inc."},
        {"literal": "others"},
    ],
    "editor": [{"family": "García Márquez", "given": "Gabriel"}],
    "issued": {"date-parts": [[2015, 6, 9]]},
    "container-title": "J. of Bees",
    "volume": "3",
    "issue": "4",
    "page": "10-12, 14, S1–S9",
    "DOI": "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "URL": "https://example.org/a_b%20c#d?e=~f&g=h",
    "ISSN": "1234-5678",
    "PMID": "123456",
    "custom": {"arxiv": "1706.03762"},
    "accessed": {"date-parts": [[2020, 1, 2]]},
    "abstract": "One & two.\nThree.",
}
WRITTEN = r"""@article{bee2015,
  title = {{BERT}: the 100\% \textit{E. coli} \& {$O(n^2)$} of {H\textsubscript{2}O}\_x in {Rome} \textbraceleft{}a\textbraceright{}},
  author = {van Beethoven, Ludwig and King, Jr, Martin Luther and {Food and Drugs, Inc.} and others},
  editor = {García Márquez, Gabriel},
  journal = {J. of Bees},
  year = {2015},
  month = jun,
  day = {9},
  shorttitle = {BERT},
  volume = {3},
  issn = {1234-5678},
  number = {4},
  pages = {10--12, 14, S1--S9},
  doi = {10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2},
  url = {https://example.org/a_b%20c#d?e=~f&g=h},
  pmid = {123456},
  eprint = {1706.03762},
  archivePrefix = {arXiv},
  urldate = {2020-01-02},
  abstract = {One \& two.

Three.},
}
"""  # noqa: E501 - as it is written
ODD = st.text(alphabet="aB1 \\{}%&#_^~`'\"-–@,=<>|!?é漢²₂αΩ≤😀:;()[]/*.$", min_size=1, max_size=40)
HOSTILE = st.text(min_size=1, max_size=40)
WORD = st.from_regex(r"[A-ZÉŁ][a-zéø]{2,6}(?:[-'][A-Z][a-z]{2,4})?", fullmatch=True)
NAMES = st.tuples(
    WORD, WORD, st.sampled_from(["", "van", "de la"]), st.sampled_from(["", "Jr.", "III"])
)
HOSTILE_NAMES = st.dictionaries(
    st.sampled_from(["family", "given", "literal", "suffix", "non-dropping-particle"]), HOSTILE
)
VARIABLES = [
    "id", "title", "container-title", "page", "DOI", "URL", "volume", "abstract", "note", "genre",
    "publisher",
]  # fmt: skip


def item_of(**variables: object) -> Item:
    return {"id": "k", "type": "book", "title": "T", **variables}


def field(name: str, **variables: object) -> str:
    """Return what a field holds in the entry of an item, without its delimiters."""
    lines = bibtex.write([item_of(**variables)]).splitlines()
    found = [line for line in lines if line.startswith(f"  {name} = ")]
    return found[0].partition(" = {")[2].removesuffix("},") if found else ""


def test_what_is_written() -> None:
    assert bibtex.write([ITEM]) == WRITTEN
    assert bibtex.write([]) == ""


def test_it_is_read_again_as_it_was() -> None:
    [(entry, item)] = again([ITEM], "bibtex")
    assert entry.title == "BERT: the 100% E. coli & O(n²) of H₂O_x in Rome {a}"
    assert entry.authors_cut
    assert entry.ids == {"doi": ITEM["DOI"], "arxiv": "1706.03762", "pmid": "123456"}
    changed = {
        "title": "BERT: the 100% <i>E. coli</i> & O(n²) of H₂O_x in Rome {a}",
        "page": "10-12, 14, S1-S9",
    }
    assert item == ITEM | changed


def test_pybtex_reads_it() -> None:
    [entry] = parse_string(WRITTEN, "bibtex").entries.values()
    assert (entry.type, entry.key, entry.fields["year"], entry.fields["month"]) == (
        "article", "bee2015", "2015", "June",
    )  # fmt: skip
    assert entry.fields["doi"] == ITEM["DOI"]
    assert entry.fields["url"] == ITEM["URL"]
    assert [parts(person) for person in entry.persons["author"]] == [
        (["Ludwig"], ["van"], ["Beethoven"], []),
        (["Martin", "Luther"], [], ["King"], ["Jr"]),
        ([], [], ["{Food and Drugs, Inc.}"], []),
        ([], [], ["others"], []),
    ]


def parts(person: Person) -> tuple[list[str], list[str], list[str], list[str]]:
    given = [*person.first_names, *person.middle_names]
    return given, person.prelast_names, person.last_names, person.lineage_names


@pytest.mark.parametrize(
    ("kind", "variables", "entry_type"),
    [
        ("article", {}, "misc"),
        ("article-journal", {"container-title": "bioRxiv"}, "article"),
        ("paper-conference", {}, "inproceedings"),
        ("chapter", {}, "incollection"),
        ("report", {}, "techreport"),
        ("thesis", {}, "phdthesis"),
        ("thesis", {"genre": "Master’s thesis"}, "mastersthesis"),
        ("thesis", {"genre": "MSc thesis"}, "mastersthesis"),
        ("manuscript", {}, "unpublished"),
        ("pamphlet", {}, "booklet"),
        ("dataset", {}, "misc"),
        ("software", {}, "misc"),
        ("webpage", {"URL": "https://example.org"}, "misc"),
    ],
)
def test_types(kind: str, variables: dict[str, str], entry_type: str) -> None:
    item = item_of(type=kind, **variables)
    assert bibtex.write([item]).startswith(f"@{entry_type}{{k,")
    [(_, found)] = again([item], "bibtex")
    assert found["type"] == kind


def test_keys_are_valid_and_unique() -> None:
    ids = ["a", "A", "a", "", "a b,c{d}", "é:1_2/x", "\"#%~\\'()=", "a-2", "x\ny\x07z"]
    text = bibtex.write([item_of(id=name) for name in ids])
    keys = [*parse_string(text, "bibtex").entries]
    assert keys == ["a", "A-2", "a-3", "item", "a-b-c-d", "é:1_2/x", "item-2", "a-2-2", "x-yz"]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Deep Learning for Natural Language", "Deep Learning for Natural Language"),
        ("Deep Learning of Natural DNA by iPhones", "Deep Learning of Natural {DNA} by {iPhones}"),
        # Too few words to tell whether the capital is one of a name.
        ("Deep Learning", "Deep {Learning}"),
        ("The role of vitamin D in Rome", "The role of vitamin {D} in {Rome}"),
        ("BERT: A study of Paris", "{BERT}: A study of {Paris}"),
        ("Is this: The end", "Is this: The end"),
        ("α-decay of Ελλάδα", r"{$\alpha$}-decay of {Ελλάδα}"),
        ("10³ mol ≤ xₙ", r"10\textsuperscript{3} mol {$\leq$} x\textsubscript{n}"),
        ("It costs $5 and $6", r"It costs \$5 and \$6"),
        ("US$ and Micro$oft", r"{US}\$ and {Micro}\$oft"),
        ("$\\alpha_{1}$ or $a}b$", r"{$\alpha_{1}$} or \$a\textbraceright{}b\$"),
        ("$\\left(\\binom{n}{k}\\right)$ of $\\vec\\epsilon$", r"{$\left(\binom{n}{k}\right)$} of {$\vec\epsilon$}"),  # noqa: E501 - a row
        # Macros of a writer's own, or of text.
        ("A net $\\h$ of $x^\\mine$", r"A net \$\textbackslash{}h\$ of \$x\textasciicircum{}\textbackslash{}mine\$"),  # noqa: E501 - a row
        ("a -- b --- c ''d''", "a -{}- b -{}-{}- c '{}'d'{}'"),
        ('<span class="nocase">Homo</span> <b>x</i>', r"{Homo} \textbf{x}"),
        ("p < 0.05 <and>", r"p \textless{} 0.05 \textless{}and\textgreater{}"),
        ("a|b ~ c^d `e", r"a\textbar{}b \textasciitilde{} c\textasciicircum{}d \textasciigrave{}e"),
        ("a\r\n\tb\x00\x1b[31mc", "a b[31mc"),
    ],
)  # fmt: skip
def test_titles(title: str, written: str) -> None:
    assert tex.title(title) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Plato"}, "Plato"),
        ({"literal": "Plato"}, "{Plato}"),
        ({"given": "Ann"}, "{Ann}"),
        ({"family": "de la Cruz", "given": "Ana"}, "{de la Cruz}, Ana"),
        ({"family": "Van der Berg", "given": "Ana"}, "{Van der Berg}, Ana"),
        ({"family": "World Bank"}, "{World Bank}"),
        ({"family": "Bee, Ltd", "given": "A and B"}, "{Bee, Ltd}, {A and B}"),
        ({"family": "Cruz", "given": "Ana", "dropping-particle": "de la"}, "de la Cruz, Ana"),
        ({"family": "O_{x", "given": "A\nB"}, r"O\_\textbraceleft{}x, A B"),
    ],
)  # fmt: skip
def test_people(name: dict[str, str], written: str) -> None:
    assert field("author", author=[name]) == written


def test_who_made_what_has_no_author() -> None:
    people = [{"family": "Bee", "given": "Ann"}]
    assert field("author", director=people) == "Bee, Ann"
    assert field("author", director=people, editor=people) == ""


@pytest.mark.parametrize(
    ("issued", "written"),
    [
        ({"date-parts": [[2015]]}, {"year": "2015"}),
        ({"date-parts": [[2015, 2]], "circa": True}, {"year": "2015", "date": "2015-02~"}),
        ({"date-parts": [[2014, 5], [2015]]}, {"year": "2014", "date": "2014-05/2015"}),
        ({"date-parts": [[2014]], "season": 2}, {"year": "2014", "date": "2014-22"}),
        ({"literal": "in press"}, {"year": "in press"}),
        ({}, {}),
    ],
)
def test_dates(issued: dict[str, object], written: dict[str, str]) -> None:
    names = ("year", "date")
    assert {name: told for name in names if (told := field(name, issued=issued))} == written
    [(_, item)] = again([item_of(issued=issued)], "bibtex")
    assert item.get("issued", {}) == issued


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("10-12", "10--12"),
        ("10 – 12, 14", "10--12, 14"),
        ("10 -- 12", "10--12"),
        ("S1-12–S1-20", "S1-12--S1-20"),
        ("S1-12 - S1-20", "S1-12--S1-20"),
        ("S1-12-S1-20", "S1-12-S1-20"),
        ("1–2–3", "1–2–3"),
        ("12-", "12-"),
    ],
)
def test_pages(page: str, written: str) -> None:
    assert field("pages", page=page) == written


def test_addresses_keep_braces_in_pairs() -> None:
    assert field("url", URL="https://x.org/{a}") == "https://x.org/{a}"
    assert field("url", URL="https://x.org/}a b{\n") == "https://x.org/%7Da%20b%7B"


def test_addresses_keep_their_backslashes() -> None:
    [(entry, _)] = again([item_of(URL="https://x.org/a\\b\\")], "bibtex")
    assert entry.urls == ("https://x.org/a%5Cb%5C",)


@given(ODD)
@settings(max_examples=50)
def test_odd_titles(title: str) -> None:
    told = one_line(title)
    item = item_of(title=f"X{told}" if told.count("$") < 2 else f"X{told.replace('$', '')}")
    title = one_line(item["title"])
    [(entry, _)] = again([item], "bibtex")
    # Where it may be markup, our reader takes it for that.
    assert entry.title == (one_line(unmarked(title)) if "&" in title or "<" in title else title)
    [read] = parse_string(bibtex.write([item]), "bibtex").entries.values()
    assert one_line(plain(read.fields["title"])) == title


@given(st.dictionaries(st.sampled_from(VARIABLES), HOSTILE | ODD), st.lists(HOSTILE_NAMES))
@settings(max_examples=50)
def test_hostile_values_are_well_formed(
    values: dict[str, str], people: list[dict[str, str]]
) -> None:
    items = [item_of(**values | {"title": f"T{n}"}, author=people) for n in range(2)]
    found = parse_string(bibtex.write(items), "bibtex").entries
    assert [entry.fields["title"] for entry in found.values()] == ["T0", "T1"]
    assert [entry.title for entry, _ in again(items, "bibtex")] == ["T0", "T1"]


@given(st.lists(NAMES, min_size=1, max_size=4))
@settings(max_examples=50)
def test_names_are_read_in_their_parts(people: list[tuple[str, str, str, str]]) -> None:
    names = ("family", "given", "non-dropping-particle", "suffix")
    authors = [
        {name: part for name, part in zip(names, person, strict=True) if part} for person in people
    ]
    item = item_of(author=authors)
    [(_, found)] = again([item], "bibtex")
    assert found["author"] == authors
    [entry] = parse_string(bibtex.write([item]), "bibtex").entries.values()
    assert [tuple(map(" ".join, parts(person))) for person in entry.persons["author"]] == [
        (given, particle, family, suffix) for family, given, particle, suffix in people
    ]
