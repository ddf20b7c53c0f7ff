"""Which paper a reference, a nickname or a damaged title means; in small libraries."""

import time
from pathlib import Path

import pytest

from litnotes_index.match import THRESHOLD, Match, match, nearest
from litnotes_index.match.confidence import WEIGHTS, probabilities
from litnotes_index.match.features import NAMES
from litnotes_index.match.reference import read
from litnotes_index.papers.search import PaperSearch
from support.papers import paper, search_of

WEAVING = "Weaving Baskets from Sparse Gradients: A Probabilistic Approach to Wicker"
DETECT = "Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks"
ADAM = "Adam: A Method for Stochastic Optimization"
BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
FLOWS = "Normalizing Flows on Tori, Part I"
LESSON = "The Bitter Lesson"
PLAIN = "Mountain Streams as Natural Random Number Generators"
WAREHOUSE = "Incremental Maintenance for Data Warehouse Views"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> PaperSearch:
    return search_of(
        tmp_path_factory.mktemp("shelf"),
        paper(
            WEAVING,
            authors=("Ann B. Weaver", "Björn Rietkötter", "Li Wang"),
            date="2019-05-01",
            venue="Proceedings of the Conference on Fibre Informatics",
            ids={"doi": "10.1234/wicker.99", "arxiv": "1905.00123"},
            urls=("https://example.org/papers/wicker",),
        ),
        paper(DETECT, authors=("Shaoqing Ren", "Kaiming He"), date="2015", venue="NIPS"),
        paper(ADAM, authors=("Diederik P. Kingma", "Jimmy Ba"), date="2014"),
        paper(BERT, authors=("Jacob Devlin", "Ming-Wei Chang"), date="2019"),
        paper(FLOWS, authors=("Tora Torsson",), date="2020"),
        paper(LESSON, authors=("Rich Sutton",), date="2019"),
        PLAIN,
        WAREHOUSE,
        "word2vec Parameters Explained at Length",
        "GPT-3 in the Kitchen",
        "篮子编织的概率方法",
    )


def meant(shelf: PaperSearch, line: str) -> str | None:
    """Return the title that a line is matched to, once the answer is known to be in order."""
    found = match(shelf, line)
    check(found, line)
    return found.paper.title if found.paper else None


def check(found: Match, line: str) -> None:
    assert found.query == line
    assert 0.0 <= found.confidence <= 1.0
    assert len(found.candidates) <= 5
    assert (found.paper is not None) == (found.confidence >= THRESHOLD)
    assert found.paper in (None, *found.candidates[:1])


@pytest.mark.parametrize(
    "line",
    [
        (
            "Weaver, A. B., Rietkötter, B., & Wang, L. (2019). Weaving baskets from sparse "
            "gradients: A probabilistic approach to wicker. Fibre Informatics, 4(2), 17–29."
        ),
        (
            "Weaver, Ann B., et al. “Weaving Baskets from Sparse Gradients: A Probabilistic "
            "Approach to Wicker.” Proc. Conf. Fibre Informatics, vol. 3, 2019, pp. 17-29."
        ),
        (
            '[12] A. B. Weaver, B. Rietkötter and L. Wang, "Weaving baskets from sparse gradients: '
            'A probabilistic approach to wicker," in Proc. Fibre Inform., 2019, pp. 17–29.'
        ),
        (
            "3. Weaver AB, Rietkotter B, Wang L. Weaving baskets from sparse gradients: a "
            "probabilistic approach to wicker. Fibre Inform. 2019;4:17-29."
        ),
        (
            "Ann B. Weaver, Björn Rietkötter, and Li Wang. 2019. Weaving Baskets from Sparse "
            "Gradients: A Probabilistic Approach to Wicker. In Proceedings, pages 17–29."
        ),
        (
            "@inproceedings{weaver2019, title={{Weaving Baskets from Sparse Gradients}: A "
            "Probabilistic Approach to Wicker}, author={Weaver, Ann and Wang, Li}, year={2019}}"
        ),
        (
            "Weaving baskets from sparse gradients: A … AB Weaver, B Rietkötter, L Wang - Fibre "
            "Informatics, 2019 - example.org"
        ),
        "Weaver et al. Weaving Baskets from Sparse Gradients. arXiv preprint, 2019.",
        "weaver 2019 weaving baskets from sparse gradients",
        "Weaving Baskets from Sparse Gradients by Ann Weaver, Li Wang",
    ],
)
def test_a_reference_in_every_style(shelf: PaperSearch, line: str) -> None:
    assert meant(shelf, line) == WEAVING


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Weaving Baskets from Sparse Gradients: A Probabilistic…", WEAVING),
        ("Weaving Baskets from Sparse Gradients", WEAVING),
        ("WEAVING BASKETS FROM SPARSE GRADIENTS: A PROBABILISTIC APPROACH TO WICKER", WEAVING),
        ("Weaving baskets from sparse gradients, 2019", WEAVING),
        ("Weaving bas- kets from sparse gradients: a probabilistic ap- proach to wicker", WEAVING),
        ("Weav1ng baskets frorn sparse gradients: a probabi1istic approach to wicker", WEAVING),
        ("Weaving Baskets Sparse Gradients: Probabilistic Approach to Wicker", WEAVING),
        ("Weaving the Baskets from Sparse Gradients: A Probabilistic Approach to Wicker", WEAVING),
        ("Weaving Baskets from Gradients Sparse: A Probabilistic Approach to Wicker", WEAVING),
        ("Waeving Basketts from Sprase Gradients: A Probabilistic Aproach to Wicker", WEAVING),
        (r"{W}eaving {B}askets from \emph{Sparse} Gradients: A Probabilistic Approach to Wicker", WEAVING),  # noqa: E501 - a row
        ("[7] Mountain Streams as Natural Random Number Generators", PLAIN),
        ("- Mountain streams as natural random number generators.", PLAIN),
        ("Mountain Streams as Natural Random Number Generators. Journal of Wet Computing", PLAIN),
        ("Incremental Maintenance for Datawarehouse Views", WAREHOUSE),
        ("Incremental maintenance for data ware house views", WAREHOUSE),
        ("Normalizing flows on tori, part 1", FLOWS),
        ("Normaliﬁng ﬂows on tori, Part I", FLOWS),
        ("篮子编织的概率方法", "篮子编织的概率方法"),
    ],
)  # fmt: skip
def test_a_damaged_title(shelf: PaperSearch, line: str, title: str) -> None:
    assert meant(shelf, line) == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("BERT", BERT),
        ("the BERT paper", BERT),
        ("bert (Devlin et al.)", BERT),
        ("BERT (Devlin et al., 2019)", BERT),
        ("Faster R-CNN paper", DETECT),
        ("Faster RCNN", DETECT),
        ("Adam optimizer", ADAM),
        ("word2vec", "word2vec Parameters Explained at Length"),
    ],
)
def test_a_nickname(shelf: PaperSearch, line: str, title: str) -> None:
    assert meant(shelf, line) == title


def test_a_nickname_that_two_have_names_neither(tmp_path: Path) -> None:
    papers = search_of(tmp_path, "Adam: A Method for Baskets", "Adam: The First Weaver of Europe")
    found = match(papers, "Adam")
    assert found.paper is None
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    "line",
    [
        "the transformer paper",
        "Normalizing Flows on Tori, Part II",
        "Normalizing Flows on Tori 2",
        "GPT-2 in the Kitchen",
        "Weaver, A. B. and Wang, L. Knitting nets for shallow harbours. Fibre Informatics, 2019.",
        "S. Ren and K. He. Object detection networks on convolutional feature maps. TPAMI, 2016.",
        "Weaving Carpets from Dense Matrices: A Deterministic Approach to Wool",
        "Adam: The First Weaver of Europe",
        "Smith, J., & Doe, R. (1988). The bitter lesson. Chemistry Letters, 3, 1–9.",
        "Mountain Streams",
        "Implementing BERT",
        "Zhao BERT",
        "of the and",
    ],
)
def test_no_known_paper(shelf: PaperSearch, line: str) -> None:
    assert meant(shelf, line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Weaver et al. 2019. doi:10.1234/WICKER.99.",
        "[3] A. Weaver, https://doi.org/10.1234/wicker.99",
        "Weaving…, arXiv:1905.00123v2 [cs.LG]",
        "see arXiv 1905.00123",
        "Weaver: baskets. https://arxiv.org/abs/1905.00123",
        "their page is http://www.example.org/papers/wicker/.",
    ],
)
def test_an_identifier_in_the_line_decides(shelf: PaperSearch, line: str) -> None:
    found = match(shelf, line)
    check(found, line)
    assert found.paper is not None
    assert (found.paper.title, found.confidence) == (WEAVING, 1.0)


def test_an_identifier_beside_another_title_does_not(shelf: PaperSearch) -> None:
    line = "Mountain Streams as Natural Random Number Generators. doi:10.1234/wicker.99"
    assert meant(shelf, line) == PLAIN


def test_the_shorter_of_two_titles_that_begin_alike(tmp_path: Path) -> None:
    papers = search_of(
        tmp_path, "Neural Scene Flow Prior", "Neural Scene Flow Prior and Its Critics"
    )
    found = match(papers, "Neural Scene Flow Priors")
    assert found.candidates[0].title == "Neural Scene Flow Prior"
    assert meant(papers, "Neural scene flow prior and its critics") == (
        "Neural Scene Flow Prior and Its Critics"
    )


def test_a_title_that_names_a_kind_of_text_is_never_certain(tmp_path: Path) -> None:
    found = match(search_of(tmp_path, paper("Guest Editorial", abstract="One.")), "Guest editorial")
    assert found.candidates[0].title == "Guest Editorial"
    assert found.confidence < 1


def test_authors_and_year_tell_papers_of_one_title_apart(tmp_path: Path) -> None:
    papers = search_of(
        tmp_path,
        paper("On Weaving", authors=("Ann Weaver",), date="2001", ids={"doi": "10.1/a"}),
        paper("On Weaving", authors=("Carl Spinner",), date="2017", ids={"doi": "10.1/b"}),
    )
    assert match(papers, "On Weaving").paper is None
    found = match(papers, "C. Spinner. On weaving. Textile Letters, 2017.")
    assert found.candidates[0].date == "2017"


@pytest.mark.parametrize(
    "line",
    [
        "a" * 1_000_000,
        "weaving " * 120_000,
        "()[]{}…—" * 100_000,
        "篮" * 300_000,
        "سلال " * 200_000,
        "10.1234/" * 100_000,
        "\ud800 weaving \0 baskets",
        " ".join(f"word{n}" for n in range(5_000)),
    ],
    ids=["one word", "one word again", "signs", "CJK", "RTL", "identifiers", "halves", "words"],
)
def test_a_hostile_line_gets_an_answer(shelf: PaperSearch, line: str) -> None:
    start = time.process_time()
    check(match(shelf, line), line)
    assert time.process_time() - start < 5  # it was never more than a fraction of a second


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("weaving baskets from sparse gradient", WEAVING),
        ("Mountain Streams as Natural Random Number Generator", PLAIN),
        ("Mountain Streams as Natural Random …", PLAIN),
        ("Mountain Streams as Natural Random Number Generators by many who were there", None),
        ("Mountain Streams as", None),
        ("Weaver et al., Weaving Knots for Sailors", None),
        ("", None),
    ],
)
def test_nearest(shelf: PaperSearch, phrase: str, title: str | None) -> None:
    found = nearest(shelf, phrase)
    assert (found.title if found else None) == title


def test_a_line_taken_apart() -> None:
    line = read(
        "[12] S. Ren et al., Faster R-CNN: towards…, NIPS 2015, pp. 2010–2018. doi:10.1000/x"
    )
    assert line.words[:4] == ("s", "ren", "et", "al")
    assert line.years == {2015}
    assert not line.is_bare
    assert "faster r cnn" in line.nicknames


def test_probabilities_leave_room_for_none() -> None:
    assert probabilities([]) == []
    assert probabilities([0.0]) == [0.5]
    assert probabilities([800.0, 0.0]) == [1.0, 0.0]
    assert sum(probabilities([1.0, 2.0])) < 1


def test_a_weight_for_each_value() -> None:
    assert len(WEIGHTS) == len(NAMES)
