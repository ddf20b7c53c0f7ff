"""Records of RIS, and what its reader gives."""

from litnotes_index.model import Entry
from litnotes_index.readers.ris import FORMAT
from support.reading import Reading, read_data

ONE = """\
TY  - JOUR
AU  - Doe, Jane
AU  - Roe, Richard
TI  - Notes on Notes
T2  - Journal of Margins
J2  - J. Margins
DA  - 2021/03/07/
PY  - 2021
AB  - We look at notes. They are many.
DO  - 10.1234/notes.1
VL  - 3
SP  - 1
EP  - 9
SN  - 1234-5678
UR  - https://example.org/notes
KW  - notes
ID  - 4711
ER  -
"""
TWO = """\
TY  - BOOK
A1  - Poe, Edgar
T1  - A Book of Lists
T3  - Books of Books
Y1  - 1999//
SN  - 978-3-16-148410-0
ER  -
"""
THREE = """\
TY  - CPAPER
TI  - Lists, Listed
AU  - Loe, L.
T2  - Proceedings of the List Group
PY  - 2005
DA  - NOV
ER  -
"""
FILE = f"{ONE}\n\n{TWO}\n{THREE}"


def reading(text: str | bytes) -> Reading:
    return read_data(text, FORMAT)


def one(*lines: str, kind: str = "JOUR") -> Entry:
    """Return the one entry of a record with these lines, and a title if they have none."""
    text = "\n".join((f"TY  - {kind}", *lines, "ER  - ", ""))
    if "T1  - " not in text and "TI  - " not in text:
        text = text.replace("ER  - ", "TI  - A Title\nER  - ")
    got = reading(text)
    assert got.problems == ()
    (entry,) = got.entries
    return entry


def titles(text: str | bytes) -> list[str]:
    return [entry.title for entry in reading(text).entries]


def spans(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(entry.title, entry.line, entry.end_line) for entry in reading(text).entries]
