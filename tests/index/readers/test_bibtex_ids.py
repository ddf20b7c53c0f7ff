"""Identifiers and addresses, from the fields where each program puts them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.readers.bibtex import ids as bibtex_ids


def ids(fields: dict[str, str], kind: str = "article") -> dict[str, str]:
    return bibtex_ids.ids(kind, fields, bibtex_ids.urls(fields))


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1234/Abc", "10.1234/Abc"),
        (" https://doi.org/10.1234/abc ", "10.1234/abc"),
        ("http://dx.doi.org/10.1234/abc", "10.1234/abc"),
        ("doi:10.1234/abc.", "10.1234/abc"),
        ("DOI: 10.1234/abc", "10.1234/abc"),
        (r"10.1234/a\_b{\_}c--d", "10.1234/a_b_c--d"),
        (r"10.1002/(SICI)1:1$<$1::AID$>$3.0.CO;2-E", "10.1002/(SICI)1:1<1::AID>3.0.CO;2-E"),
        ("10.1002/(SICI)1097&lt;1741::AID&gt;3.0", "10.1002/(SICI)1097<1741::AID>3.0"),
        (r"\url{https://doi.org/10.1234/abc}", "10.1234/abc"),
        ("https://doi.org/10.1234/abc?utm=x#s2", "10.1234/abc"),
        ("http://dx.doi.org/10.1234/abc#s2", "10.1234/abc"),
        ("https://doi.org/10.1002/(SICI)1:1<1::AID>3.0.CO;2-#", "10.1002/(SICI)1:1<1::AID>3.0.CO;2-#"),  # noqa: E501 - a row
        ("{10.1234/abc}", "10.1234/abc"),
        ("10.1234%2Fabc", "10.1234/abc"),
        ("(10.1234/abc)", "10.1234/abc"),
        ("10.1234.56/abc", "10.1234.56/abc"),
        ("n/a", None),
        ("10.12/abc", None),
        ("", None),
    ],
)  # fmt: skip
def test_doi(written: str, doi: str | None) -> None:
    assert ids({"doi": written}).get("doi") == doi


def test_doi_elsewhere() -> None:
    assert ids({"url": "https://doi.org/10.1234/abc"}) == {"doi": "10.1234/abc"}
    assert ids({"ee": "https://doi.org/10.1234/abc"}) == {"doi": "10.1234/abc"}
    assert ids({"note": "doi: 10.1234/abc"}) == {"doi": "10.1234/abc"}
    assert ids({"doi": "10.1234/a", "url": "https://doi.org/10.1234/b"}) == {"doi": "10.1234/a"}


@pytest.mark.parametrize(
    "fields",
    [
        {"eprint": "1506.01234", "archiveprefix": "arXiv"},
        {"eprint": "1506.01234v3", "eprinttype": "arxiv"},
        {"eprint": "arXiv:1506.01234", "eprinttype": "ArXiv"},
        {"eprint": "1506.01234"},
        {"eprint": "http://arxiv.org/abs/1506.01234", "eprinttype": "arXiv"},
        {"arxivid": "1506.01234"},
        {"journal": "arXiv preprint arXiv:1506.01234"},
        {"journal": "ArXiv e-prints, arXiv:1506.01234"},
        {"journal": "CoRR", "volume": "abs/1506.01234"},
        {"note": "arXiv: 1506.01234"},
        {"note": "arXiv:1506.01234 [cs.CL]"},
        {"number": "{arXiv}:1506.01234"},
        {"howpublished": r"\url{https://arxiv.org/abs/1506.01234}"},
        {"url": "https://arxiv.org/pdf/1506.01234v1.pdf"},
    ],
)
def test_arxiv(fields: dict[str, str]) -> None:
    assert ids(fields) == {"arxiv": "1506.01234"}


def test_old_and_other_eprints() -> None:
    assert ids({"eprint": "hep-th/9901001", "archiveprefix": "arXiv"}) == {
        "arxiv": "hep-th/9901001"
    }
    assert ids({"eprint": "9901001", "archiveprefix": "arXiv", "primaryclass": "hep-th"}) == {
        "arxiv": "hep-th/9901001"
    }
    assert ids({"eprint": "9901001", "archiveprefix": "hep-th"}) == {"arxiv": "hep-th/9901001"}
    assert ids({"eprint": "ZACDOQ", "eprinttype": "philpapers"}) == {}
    assert ids({"eprint": "1506.01234", "eprinttype": "jstor"}) == {}
    assert ids({"eprint": "https://example.org/a.pdf"}) == {}
    assert ids({"eprint": "12345678", "eprinttype": "pubmed"}) == {"pmid": "12345678"}
    assert ids({"doi": "10.48550/arXiv.1506.01234"}) == {
        "doi": "10.48550/arXiv.1506.01234",
        "arxiv": "1506.01234",
    }
    assert ids({"journal": "arXiv", "volume": "5"}) == {}


def test_pubmed() -> None:
    assert ids({"pmid": "123", "pmcid": "PMC456"}) == {"pmid": "123", "pmcid": "PMC456"}
    assert ids({"pmc": "456"}) == {"pmcid": "PMC456"}
    assert ids({"note": "{PMID:} 23439512"}) == {"pmid": "23439512"}
    assert ids({"note": "PMID: 23439512 PMCID: PMC3439512"}) == {
        "pmid": "23439512",
        "pmcid": "PMC3439512",
    }
    assert ids({"url": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3989732/"}) == {
        "pmcid": "PMC3989732"
    }
    assert ids({"pmid": "P123456"}) == {}


def test_acl() -> None:
    assert ids({"url": "https://aclanthology.org/P19-1001/"}) == {"acl": "P19-1001"}
    assert ids({"url": "https://www.aclweb.org/anthology/2020.acl-main.5"}) == {
        "acl": "2020.acl-main.5"
    }


def test_isbn_is_that_of_a_whole() -> None:
    fields = {"isbn": "978-1-55860-221-6"}
    assert ids(fields, "book") == {"isbn": "9781558602216"}
    assert ids(fields, "proceedings") == {"isbn": "9781558602216"}
    assert ids(fields, "inproceedings") == {}
    assert ids({"isbn": "ISBN 0-415-17054-0 (hardcover)"}, "book") == {"isbn": "0415170540"}
    assert ids({"isbn": "1-55860-221-x"}, "book") == {"isbn": "155860221X"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ()),
        ({"url": "https://example.org/a?b=c&d#e"}, ("https://example.org/a?b=c&d#e",)),
        ({"url": r"http://a.org/{\%}7Ea{\_}b\_c\&d\~{}e"}, ("http://a.org/%7Ea_b_c&d~e",)),
        ({"url": r"\url{http://example.org/~a--b}"}, ("http://example.org/~a--b",)),
        ({"url": "http://a.org/1 http://b.org/2"}, ("http://a.org/1", "http://b.org/2")),
        ({"url": "http://a.org/1;https://b.org/2"}, ("http://a.org/1", "https://b.org/2")),
        ({"url": "http://a.org/2013/http://b.org"}, ("http://a.org/2013/http://b.org",)),
        ({"url": "www.example.org"}, ()),
        ({"url": "javascript:alert(1)"}, ()),
        ({"howpublished": "Online (http://a.org/b)."}, ("http://a.org/b",)),
        ({"howpublished": r"\href {https://a.org/~b} {\texttt{https://a.org/}\x}"}, ("https://a.org/~b",)),
        ({"bdsk-url-1": "https://a.org/b", "url": "https://a.org/b"}, ("https://a.org/b",)),
    ],
)  # fmt: skip
def test_urls(fields: dict[str, str], expected: tuple[str, ...]) -> None:
    assert bibtex_ids.urls(fields) == expected


_FIELDS = st.sampled_from(
    [
        "doi",
        "url",
        "note",
        "eprint",
        "eprinttype",
        "journal",
        "isbn",
        "howpublished",
        "pmid",
        "volume",
    ]
)
_PIECES = st.sampled_from(
    ["10.", "10.1234/a", "/", "http://", "arxiv", ":", "1506.01234", "\\", "{", "}", "$<$", ")"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_FIELDS, st.lists(_PIECES | st.text(max_size=2), max_size=9).map("".join)))
def test_never_raises(fields: dict[str, str]) -> None:
    for kind, value in ids(fields, "book").items():
        assert kind in ("doi", "arxiv", "pmid", "pmcid", "isbn")
        assert value == value.strip() != ""
