"""Who wrote a paper, in all the shapes that names have in JSON."""

# Records of every wrong kind are the subject.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.readers.fields.names import people, split_names

DOE, ROE, POE = "Jane Doe", "Richard Roe", "Edgar A. Poe"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe", [DOE]),
        ("Doe, Jane", [DOE]),
        ("van der Poe, Edgar", ["Edgar van der Poe"]),
        ("Jane Doe and Richard Roe", [DOE, ROE]),
        ("Doe, Jane and Roe, Richard", [DOE, ROE]),
        ("Doe, Jane and Richard Roe", [DOE, ROE]),
        ("van der Poe, Edgar and Jane Doe", ["Edgar van der Poe", DOE]),
        ("Jane Doe and Richard Roe and Edgar A. Poe", [DOE, ROE, POE]),
        ("Jane Doe, Richard Roe and Edgar A. Poe", [DOE, ROE, POE]),
        ("Jane Doe, Richard Roe, and Edgar A. Poe", [DOE, ROE, POE]),
        ("Jane Doe, Richard Roe & Edgar A. Poe", [DOE, ROE, POE]),
        ("Doe, and Roe", ["Doe", "Roe"]),
        ("Jane Doe, Richard Roe", [DOE, ROE]),
        ("J. Doe, R. Roe, E. A. Poe", ["J. Doe", "R. Roe", "E. A. Poe"]),
        ("Jane Doe; Richard Roe", [DOE, ROE]),
        ("Doe, Jane; Roe, Richard;", [DOE, ROE]),
        ("Doe, J., Roe, R. B., Poe, EA", ["J. Doe", "R. B. Roe", "EA Poe"]),
        ("Doe, Jane, Roe, Richard", [DOE, ROE]),
        ("Doe, J.", ["J. Doe"]),
        ("Jane Doe, Jr.", ["Jane Doe, Jr."]),
        ("Doe, Jr., Jane and Roe, Richard", ["Jane Doe, Jr.", ROE]),
        ("Jane Doe (1, 2), Richard Roe (MIT)", [DOE, ROE]),
        ("Chee Wee (Ben) Leong", ["Chee Wee (Ben) Leong"]),
        ("Jane Doe and others", [DOE]),
        ("Jane Doe, Richard Roe, et al.", [DOE, ROE]),
        ("Jane Doe,\n  Richard Roe", [DOE, ROE]),
        ("M. P\\\"ackert and R. R&ouml;e", ["M. Päckert", "R. Röe"]),
        ("Alexander Sand", ["Alexander Sand"]),
        ("Jane Doe|Richard Roe", [DOE, ROE]),
        ("Wei Doe 0012, Bo Roe 0001", ["Wei Doe", "Bo Roe"]),
        ("Doe 0012, Wei", ["Wei Doe"]),
        ("Bee A, Dee CB, Eff E", ["A Bee", "CB Dee", "E Eff"]),
        ("Bee A, Dee CB", ["A Bee", "CB Dee"]),
        ("Bee A.; O'Dee C.B.; van der Eff E.-F.", ["A. Bee", "C.B. O'Dee", "E.-F. van der Eff"]),
        ("Suhasini S, Bharathi B", ["Suhasini S", "Bharathi B"]),
        ("ANN BEE; CAL DEE", ["ANN BEE", "CAL DEE"]),
        ("Bee A, Cal Dee", ["Bee A", "Cal Dee"]),
        ("Max Poe II, Richard Roe III", ["Max Poe II", "Richard Roe III"]),
        ("山田 太郎, 鈴木 花", ["山田 太郎", "鈴木 花"]),
        ("Doe, J., Roe, R., et al", ["J. Doe", "R. Roe"]),
        ("Jane Doe et al.", [DOE]),
        ("Martin Luther King, Jr., Jane Doe", ["Martin Luther King, Jr.", DOE]),
        ("King, Jr., Martin Luther", ["Martin Luther King, Jr."]),
        ("A B, C D", ["A B", "C D"]),
        ("", []),
        (" ; , and ", []),
    ],
)  # fmt: skip
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert split_names(text) == names


SHAPES: list[tuple[object, list[str]]] = [
        ([DOE, ROE, POE], [DOE, ROE, POE]),
        (["Doe, Jane", "Roe, Richard, Jr.", "Poe, Jr., Edgar"], [DOE, "Richard Roe, Jr.", "Edgar Poe, Jr."]),  # noqa: E501 - a row
        (["Doe J.", "van der Roe R.B."], ["J. Doe", "R.B. van der Roe"]),
        (["Doe J.", "Rakshitha R. T."], ["Doe J.", "Rakshitha R. T."]),
        (["Doe J.", ROE], ["Doe J.", ROE]),
        (["Doe J."], ["Doe J."]),
        (["Doe JM", "O'Roe R"], ["JM Doe", "R O'Roe"]),
        (["Jane Doe 0012", ROE], [DOE, ROE]),
        (["Jane Doe et al."], [DOE]),
        ("['Jane Doe', \"Pat O'Roe\"]", [DOE, "Pat O'Roe"]),
        ('["Jane Doe", "Richard Roe"]', [DOE, ROE]),
        ("[Jane Doe, Richard Roe]", [DOE, ROE]),
        ("[]", []),
        ("12", []),
        ([["Doe", "Jane", ""], ["Roe", "Richard", "Jr."], ["Plato", "", ""]], [DOE, "Richard Roe, Jr.", "Plato"]),  # noqa: E501 - a row
        ([[DOE, ROE, POE]], [DOE, ROE, POE]),
        ([" Jane\nDoe ", "", None, 5, "et al.", "Others"], [DOE]),
        (["Jane Doe; Richard Roe"], [DOE, ROE]),
        (["R{\\'e}n&eacute; Doe*"], ["Réné Doe"]),
        ([{"name": DOE}, {"name": "Plato"}, {"fullName": ROE}], [DOE, "Plato", ROE]),
        ([{"first": "Jane", "last": "Doe"}, {"first": "", "last": "Plato"}], [DOE, "Plato"]),
        ([{"given": "Jane", "family": "Doe", "slug": "doe"}], [DOE]),
        ([{"firstName": "Jane", "lastName": "Doe"}, {"given_name": "R.", "surname": "Roe"}], [DOE, "R. Roe"]),  # noqa: E501 - a row
        ([{"first": "Edgar", "middle": ["A."], "last": "Poe", "suffix": ""}], [POE]),
        ([{"first": "Edgar", "middle": "A.", "last": "Poe", "suffix": "III"}], [POE + ", III"]),
        ([{"author": {"display_name": DOE}}, {"author": {"name": "Plato"}}], [DOE, "Plato"]),
        ({"author": [{"text": DOE, "@pid": "1"}, ROE]}, [DOE, ROE]),
        ({"value": [DOE, ROE]}, [DOE, ROE]),
        ({"name": "Doe, Jane"}, [DOE]),
        ([[DOE, ROE]], [DOE, ROE]),
        ([{"given": "Madonna"}, {"role": "x"}, {}, [], True], ["Madonna"]),
        (12, []),
        (None, []),
        ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("value", "names"), SHAPES)
def test_names_in_other_shapes(value: object, names: list[str]) -> None:
    assert list(people(value)) == names


_NAMES = st.text(alphabet="ABab .,;&()\\'{and}é\n|", max_size=20)
_LEAVES = st.none() | st.integers() | _NAMES
_KEYS = st.sampled_from(["name", "first", "last", "author", "suffix"])
_PEOPLE = st.dictionaries(_KEYS, _LEAVES | st.lists(_LEAVES) | st.dictionaries(_KEYS, _LEAVES))
_VALUES = (
    _LEAVES | _PEOPLE | st.lists(_LEAVES | _PEOPLE | st.lists(_PEOPLE, max_size=2), max_size=4)
)


@given(_VALUES)
def test_every_name_is_one_line(value: object) -> None:
    for name in people(value):
        assert name
        assert name == " ".join(name.split())


def test_depth_is_nothing_to_fear() -> None:
    value: object = "Jane Doe"
    for _ in range(5000):
        value = [value]
    assert people(value) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "A B and ",
        ",",
        "a, ",
        "A. ",
        "(a, ",
        ";",
        "A, B and ",
        "Jr., ",
        "& ",
        " et al",
        ",;et",
        " 0001",
        "['",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    split_names(piece * (500_000 // len(piece)))  # quadratic, it would run into the time limit
