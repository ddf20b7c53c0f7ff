"""Dates of BibTeX and biblatex, as exact as they are told, and never more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.readers.bibtex.dates import date


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"year": "2015"}, "2015"),
        ({"year": "{2015}"}, "2015"),
        ({"year": "1390"}, "1390"),
        ({"year": "0000"}, None),
        ({"year": "98"}, None),
        ({"year": "20155"}, None),
        ({"year": "1998~?"}, "1998"),
        ({"year": "[1998]"}, "1998"),
        ({"year": "c. 1998"}, "1998"),
        ({"year": "1998a"}, "1998"),
        ({"year": r"{\noopsort{1973b}}1973"}, "1973"),
        ({"year": "in press"}, None),
        ({"year": "forthcoming", "month": "June"}, None),
        ({"year": "n.d."}, None),
        ({"year": "2015/2016"}, "2015"),
        ({"year": "1998--2000"}, "1998"),
        ({"year": "2014-03-15"}, "2014-03-15"),
        ({"year": "15 March 2014"}, "2014-03-15"),
        ({"year": "March 2014"}, "2014-03"),
        ({"year": "2015", "month": "June"}, "2015-06"),
        ({"year": "2015", "month": "jun"}, "2015-06"),
        ({"year": "2015", "month": "Sept."}, "2015-09"),
        ({"year": "2015", "month": "6"}, "2015-06"),
        ({"year": "2015", "month": "06"}, "2015-06"),
        ({"year": "2015", "month": "#jun#"}, "2015-06"),
        ({"year": "2015", "month": "13"}, "2015"),
        ({"year": "2015", "month": "Spring"}, "2015"),
        ({"year": "2015", "month": "June~9"}, "2015-06-09"),
        ({"year": "2015", "month": "9~June"}, "2015-06-09"),
        ({"year": "2015", "month": "OCT 1"}, "2015-10-01"),
        ({"year": "2015", "month": "June 31"}, "2015-06"),
        ({"year": "2015", "month": "June", "day": "9"}, "2015-06-09"),
        ({"year": "2015", "month": "6", "day": "9th"}, "2015-06-09"),
        ({"year": "2015", "day": "9"}, "2015"),
        ({"year": "2015", "month": "May--June"}, "2015-05"),
        ({"year": "2015", "month": "June 9--12"}, "2015-06"),
        ({"date": "2015-06-09"}, "2015-06-09"),
        ({"date": "2015-06"}, "2015-06"),
        ({"date": "2015-6-9"}, "2015-06-09"),
        ({"date": "2015"}, "2015"),
        ({"date": "2015-06-31"}, "2015-06"),
        ({"date": "2015-06-09T10:20:30Z"}, "2015-06-09"),
        ({"date": "1998~"}, "1998"),
        ({"date": "1998?"}, "1998"),
        ({"date": "2012-22/2012-23"}, "2012"),
        ({"date": "2015-06-09/2015-06-12"}, "2015-06-09"),
        ({"date": "2004/"}, "2004"),
        ({"date": "199X"}, None),
        ({"date": "201X-05"}, None),
        ({"date": "-0044"}, None),
        ({"date": "", "year": "2015", "month": "June"}, "2015-06"),
        ({"date": "in press", "year": "2015"}, "2015"),
        ({"date": "2015", "year": "2015", "month": "June"}, "2015-06"),
        ({"date": "2015-06-09", "year": "2014", "month": "May"}, "2015-06-09"),
    ],
)
def test_dates(fields: dict[str, str], expected: str | None) -> None:
    assert date(fields) == expected


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["date", "year", "month", "day"]), st.text(max_size=12)))
def test_never_raises(fields: dict[str, str]) -> None:
    date(fields)
