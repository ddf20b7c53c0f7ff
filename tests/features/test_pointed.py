"""Which paper a line of a dump is about. In notes, the tests of hover say what is pointed at."""

import pytest

from litnotes_index.view import View
from litnotes_server.features.pointed import in_dump

PATH = "/dumps/lab.bib"
# Entries stand on lines 1 to 3, 5 to 7 and 9 to 11.
TITLES = {
    range(1, 4): "Gradient Surgery by Night",
    range(5, 8): "Gradient Surgery by Day",
    range(9, 12): "Learning to Weave Baskets",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_offset_of_a_line_means_its_entry(view: View, line_end: str) -> None:
    lines = [f"🙂 line {number}" for number in range(1, 14)]
    text = line_end.join(lines)
    start = 0
    for number, line in enumerate(lines, 1):
        title = next((title for rows, title in TITLES.items() if number in rows), None)
        for offset in (start, start + 3, start + len(line)):
            found = in_dump(view, PATH, text, offset)
            assert (found.papers[0].title if found else None) == title, (number, offset)
            if found:
                assert text[found.start : found.end] == line
        start += len(line) + len(line_end)


def test_an_entry_means_the_whole_paper(view: View) -> None:
    found = in_dump(view, "/dumps/again.txt", "x\n", 0)
    assert found is not None
    sources = [source.path for paper in found.papers for source in paper.sources]
    assert sources == ["/dumps/again.txt", "/dumps/page.txt"]


@pytest.mark.parametrize(
    ("path", "text", "offset"),
    [
        (PATH, "\n\n\n", 3),
        (PATH, "\n" * 50, 40),
        ("/dumps/none.bib", "x\n", 0),
        ("untitled:a", "x\n", 0),
    ],
)
def test_outside_of_entries_nothing_is_meant(view: View, path: str, text: str, offset: int) -> None:
    assert in_dump(view, path, text, offset) is None
