"""What web addresses tell of papers, and how long and short texts of papers are cleaned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.readers.fields.paragraphs import unwrapped
from litnotes_index.readers.fields.people import shown
from litnotes_index.readers.fields.urls import ids_of, is_paper, is_pdf
from litnotes_index.text.markup import plain

HASH = "0123456789abcdef" * 2 + "01234567"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs/1706.03762v7", {"arxiv": "1706.03762"}),
        ("http://www.arxiv.org/pdf/cs/0112017", {"arxiv": "cs/0112017"}),
        ("https://huggingface.co/papers/1706.03762", {"arxiv": "1706.03762"}),
        ("https://doi.org/10.48550/arXiv.1706.03762", {"arxiv": "1706.03762"}),
        ("https://doi.org/10.1016/0004-3702(80)90010-3", {"doi": "10.1016/0004-3702(80)90010-3"}),
        ("http://dx.doi.org/10.1000/a%2Fb.", {"doi": "10.1000/a/b"}),
        ("https://dl.acm.org/doi/pdf/10.1145/3377811.3380364", {"doi": "10.1145/3377811.3380364"}),
        ("https://dl.acm.org/doi/10.1145/1.2?x=y#z", {"doi": "10.1145/1.2"}),
        ("https://link.springer.com/content/pdf/10.1007/s1-2.pdf", {"doi": "10.1007/s1-2"}),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1111/x.y", {"doi": "10.1111/x.y"}),
        ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf",
         {"doi": "10.1101/2020.01.02.123456"}),
        ("https://www.nature.com/articles/s41586-021-03819-2", {"doi": "10.1038/s41586-021-03819-2"}),  # noqa: E501 - a row
        ("https://aclanthology.org/2020.acl-main.1/", {"acl": "2020.acl-main.1"}),
        ("https://aclanthology.org/2020.acl-main.1.pdf", {"acl": "2020.acl-main.1"}),
        ("https://aclanthology.org/P98-1001v2.pdf", {"acl": "P98-1001"}),
        ("http://aclweb.org/anthology/p/p98/p98-1001.pdf", {"acl": "P98-1001"}),
        ("http://anthology.aclweb.org/D/D14/D14-1162.pdf", {"acl": "D14-1162"}),
        ("https://www.aclweb.org/anthology/papers/N/N19/N19-1423/", {"acl": "N19-1423"}),
        ("https://openreview.net/pdf?x=y&id=rJl-b3RcF7", {"openreview": "rJl-b3RcF7"}),
        ("http://proceedings.mlr.press/v97/tan19a/tan19a.pdf", {"pmlr": "v97/tan19a"}),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", {"pmid": "12345678"}),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123456/pdf/x.pdf", {"pmcid": "PMC123456"}),
        (f"https://www.semanticscholar.org/paper/A-Title-X/{HASH}", {"s2": HASH}),
        ("https://openalex.org/W2741809807", {"openalex": "W2741809807"}),
        ("https://openreview.net/forum", {}),
        ("https://aclanthology.org/volumes/2020.acl-main/", {}),
        ("https://github.com/a/b", {}),
        ("https://arxiv.org/list/cs.CL/recent", {}),
        ("10.1000/x", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_ids(url: str, expected: dict[str, str]) -> None:
    assert ids_of(url) == expected
    assert is_paper(url) == bool(expected)


@pytest.mark.parametrize(
    "url",
    [
        "https://papers.nips.cc/paper/5423-generative-adversarial-nets.pdf",
        "https://proceedings.neurips.cc/paper/2020/hash/x-Abstract.html",
        "http://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep.html",
        "https://ojs.aaai.org/index.php/AAAI/article/view/1",
        "https://ieeexplore.ieee.org/abstract/document/7780459",
        "https://www.sciencedirect.com/science/article/pii/S0",
        "https://jmlr.org/papers/v15/srivastava14a.html",
    ],
)
def test_pages_of_papers(url: str) -> None:
    assert is_paper(url)


def test_pdfs() -> None:
    assert is_pdf("http://example.org/~a/paper.PDF#page=2")
    assert not is_pdf("paper.pdf")
    assert not is_pdf("http://example.org/pdf")


@given(st.text(max_size=80))
def test_no_address_raises(text: str) -> None:
    for prefix in (
        "",
        "https://doi.org/10.1000/",
        "https://aclanthology.org/",
        "https://arxiv.org/",
    ):
        ids_of(prefix + text)
        is_paper(prefix + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        (" \n ", None),
        (" One line. ", "One line."),
        ("Two\nlines.", "Two lines."),
        ("  Two\nlines,\n  and a paragraph.\n", "Two lines,\nand a paragraph."),
        ("Two\n    lines\n    indented", "Two lines indented"),
        ("Two\n\n \nparagraphs\nhere", "Two\nparagraphs here"),
        ("Two\n  lines\n\n  and\n  more", "Two lines\nand more"),
    ],
)
def test_wrapped_texts(text: str, expected: str | None) -> None:
    assert unwrapped(text) == expected


@given(st.lists(st.text(max_size=12), max_size=5))
def test_names_are_shown_together_as_alone(names: list[str]) -> None:
    assert shown(names) == tuple(name for name in map(plain, names) if name)


def test_names() -> None:
    assert shown([]) == ()
    assert shown([" A  B", "", "Erd\\H{o}s &amp; C.", "D\nE"]) == ("A B", "Erdős & C.", "D E")
