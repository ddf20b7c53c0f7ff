"""arXiv ids in all the forms in which people, programs and spreadsheets write them."""

import csv
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.text.arxiv import arxiv_id
from support.real_data import unpacked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1706.03762", "1706.03762"),
        ("1706.03762v7", "1706.03762"),
        (" 0704.0002 ", "0704.0002"),
        ("9004.00001", None),
        ("8912.00001", "8912.00001"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("hep-th9901001", "hep-th/9901001"),
        ("cs/0112017", "cs/0112017"),
        ("CS/0112017", "cs/0112017"),
        ("math.GT/0309136", "math/0309136"),
        ("math-ph/9911003", "math-ph/9911003"),
        ("math/9201262", "math/9201262"),
        ("arXiv:1706.03762", "1706.03762"),
        ("arXiv: 1706.03762v2 [cs.CL]", "1706.03762"),
        ("arXiv preprint arXiv:1502.03167", "1502.03167"),
        ("abs/1502.03167", "1502.03167"),
        ("oai:arXiv.org:cs/0112017", "cs/0112017"),
        ("http://arxiv.org/abs/1706.03762v7", "1706.03762"),
        ("https://www.arxiv.org/pdf/1706.03762v1.pdf", "1706.03762"),
        ("https://export.arxiv.org/abs/math.GT/0309136", "math/0309136"),
        ("arxiv.org/pdf/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/1706.03762/", "1706.03762"),
        ("https://arxiv.org/abs/1706.03762?context=cs#x", "1706.03762"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "1706.03762"),
        ("https://huggingface.co/papers/1706.03762", "1706.03762"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "1706.03762"),
        ("10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
    ],
)
def test_forms(text: str, expected: str | None) -> None:
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("704.0002", "0704.0002"),
        ("704.1353", "0704.1353"),
        ("806.1", "0806.1000"),
        ("1001.132", "1001.1320"),
        ("1110.24", "1110.2400"),
        ("1412.698", "1412.6980"),
        ("1501.0003199999999", "1501.00032"),
        ("1501.0208400000001", "1501.02084"),
        ("1912.1333399999999", "1912.13334"),
        ("1502.0738199999998", "1502.07382"),
        ("1505.0813", "1505.08130"),
        ("2001.1", "2001.10000"),
        ("https://arxiv.org/abs/1501.0003199999999", "1501.00032"),
    ],
)
def test_numbers_of_spreadsheets(text: str, expected: str) -> None:
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1706",
        "1706.",
        "1713.00001",
        "1700.00001",
        "0612.1234",
        "1501.0",
        "1012.0000",
        "1501.000321",
        "1412.69805",
        "1501.0003v2",
        "1706.99999999999999",
        "3.14159",
        "19990101",
        "foo/9901001",
        "hep-th/9913001",
        "hep-th/99010011",
        "1706.03762 and more",
        "https://example.org/abs/1706.03762",
        "10.1000/1706.03762",
        "1" * 100_000,
    ],
)
def test_what_is_none(text: str) -> None:
    assert arxiv_id(text) is None


@given(st.integers(704, 8912), st.integers(1, 99_999))
def test_every_number_is_repaired_as_a_float_was_made(yymm: int, number: int) -> None:
    month = yymm % 100
    digits = 5 if yymm >= 1501 else 4
    if not 1 <= month <= 12 or number >= 10**digits:
        return
    whole = f"{yymm:04}.{number:0{digits}}"
    assert arxiv_id(whole) == whole
    assert arxiv_id(str(float(whole))) == whole
    # As old programs wrote them: with more digits than a float has.
    assert arxiv_id(f"{float(whole):.17g}") == whole
    assert arxiv_id(f"{float(whole):.13f}") == whole


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    found = arxiv_id(text)
    assert found is None or arxiv_id(found) == found


def test_the_ids_of_the_real_tables(tmp_path: Path) -> None:
    found: list[str] = []
    far = 0
    for path in unpacked("corpus/raw_forms.tar.gz", tmp_path).rglob("*.tsv.xz"):
        with lzma.open(path, "rt", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t"):
                identifier = arxiv_id(row["arxiv_id"])
                assert identifier is not None, row["arxiv_id"]
                found.append(identifier)
                # An id has the month in which its paper was submitted, or nearly.
                yymm = int(identifier.partition("/")[2][:4] or identifier[:4])
                year, month = map(int, row["created"].split("-")[:2])
                months = (yymm // 100 + (1900 if yymm > 9000 else 2000)) * 12 + yymm % 100
                far += not 0 <= months - year * 12 - month <= 1
    assert len(found) == 2986 + 2445
    assert len(set(found)) > 5300
    assert far < len(found) // 100
