"""People in BibTeX's forms and biblatex's, and in those that are neither and occur."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.readers.bibtex.names import names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ()),
        ("Jane Doe", ("Jane Doe",)),
        ("Doe, Jane", ("Jane Doe",)),
        ("Doe, J.~R.", ("J. R. Doe",)),
        ("Plato", ("Plato",)),
        ("Doe, Jane and Roe, Richard", ("Jane Doe", "Richard Roe")),
        ("Jane Doe and\n    Richard\n Roe  AND  Max Poe", ("Jane Doe", "Richard Roe", "Max Poe")),
        ("Doe, Jane and others", ("Jane Doe",)),
        ("Doe, Jane and et al.", ("Jane Doe",)),
        ("others", ()),
        ("and Doe, Jane and", ("Jane Doe",)),
        ("Doe, Jane and and Roe, R", ("Jane Doe", "R Roe")),
        ("Anderson, Sandy and Brand, Andy", ("Sandy Anderson", "Andy Brand")),
        # "von Last, Jr, First" and "First von Last".
        ("Ludwig van Beethoven", ("Ludwig van Beethoven",)),
        ("van Beethoven, Ludwig", ("Ludwig van Beethoven",)),
        ("von Hicks, III, Michael", ("Michael von Hicks, III",)),
        ("King, Jr., Martin Luther", ("Martin Luther King, Jr.",)),
        ("King, Jr.", ("King, Jr.",)),
        ("Other, I", ("I Other",)),
        ("{von Roe}, Max", ("Max von Roe",)),
        (r"{\relax Ch}arles, X and Y", ("X Charles", "Y")),
        # Braces keep together.
        ("{Barnes and Noble, Inc.}", ("Barnes and Noble, Inc.",)),
        ("{Robert Bosch GmbH} and {A and B} and C, D", ("Robert Bosch GmbH", "A and B", "D C")),
        ("Doe, {J and K}", ("J and K Doe",)),
        ("{{NASA}}", ("NASA",)),
        (r"M{\"o}ller, Niklas and \'Etienne Bon{\v c}a", ("Niklas Möller", "Étienne Bonča")),
        (r"Jan Franc{\ocirc{u}} and Krej{\v{c}}{\'{\i}}, Pavel", ("Jan Franců", "Pavel Krejčí")),
        ("鈴木, 太郎 and Łukasz Żak", ("太郎 鈴木", "Łukasz Żak")),
        # A brace that is missing makes no single name of all.
        (r"Sylvie Thi\{'ebaux and Jane Doe", ("Sylvie Thi{'ebaux", "Jane Doe")),
        # biblatex's names in parts.
        ("family=Doe, given=Jane", ("Jane Doe",)),
        ("given=Ludwig, prefix=van, family=Beethoven, useprefix=true", ("Ludwig van Beethoven",)),
        ('family=Doe, given=Max, suffix=Jr and "family={Roe, Sons}", given=A',
         ("Max Doe, Jr", "A Roe, Sons")),
        ("family=Plato", ("Plato",)),
        # DBLP's numbers of people who have one name.
        ("Wei Wang 0012 and Bo Li", ("Wei Wang", "Bo Li")),
        ("Wang 0012, Wei and {Bo Li 0001}", ("Wei Wang", "Bo Li")),
        (r"J{\"o}rg Roe 0001", ("Jörg Roe",)),
        # Families before initials, as databases have them.
        ("Doe J and Roe AB", ("J Doe", "AB Roe")),
        ("O'Neil A.M. and van der Roe P.", ("A.M. O'Neil", "P. van der Roe")),
        ("Doe J and Roe, Ann", ("Doe J", "Ann Roe")),
        ("Jane Doe and Richard Roe III", ("Jane Doe", "Richard Roe III")),
        ("Max Poe II and Richard Roe III", ("Max Poe II", "Richard Roe III")),
        ("Doe J", ("Doe J",)),
        # Not BibTeX.
        ("Ann Bee, Cal Dee and Ed Eff", ("Ann Bee", "Cal Dee", "Ed Eff")),
        ("Ann Bee, Cal Dee, and Ed Eff", ("Ann Bee", "Cal Dee", "Ed Eff")),
        ("Ann Bee, Cal Dee, Ed Eff", ("Ann Bee", "Cal Dee", "Ed Eff")),
        ("Smith, John and Jane Doe", ("John Smith", "Jane Doe")),
        ("Roe Poe, J. R. and Jane Doe", ("J. R. Roe Poe", "Jane Doe")),
        ("García Márquez, Gabriel José", ("Gabriel José García Márquez",)),
        ("García Roe, Ph. D., Juan José", ("Juan José García Roe, Ph. D.",)),
        ("von Hicks Roe, Jr., Max M.", ("Max M. von Hicks Roe, Jr.",)),
        ("Doe, J. et al.", ("J. Doe",)),
        ("Jane Doe et al", ("Jane Doe",)),
        ("Doe, Jane; Roe, Richard; Poe, M.", ("Jane Doe", "Richard Roe", "M. Poe")),
        ("Jane Doe, R. Roe, Max M. Poe, Bo Ek", ("Jane Doe", "R. Roe", "Max M. Poe", "Bo Ek")),
        ("Doe, J., Roe, R. A., Poe, M.", ("J. Doe", "R. A. Roe", "M. Poe")),
        ("Miller, D., Firby, J. and Dean, T.", ("D. Miller", "J. Firby", "T. Dean")),
    ],
)  # fmt: skip
def test_names(written: str, expected: tuple[str, ...]) -> None:
    assert names(written) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["{", "}", ",", " and ", ";", "=", "A", "Bo", "\\", "'", "é", "family=", '"', "\n"]
        ),
        max_size=30,
    )
)
def test_never_raises(parts: list[str]) -> None:
    for name in names("".join(parts)):
        assert name == name.strip() != ""
