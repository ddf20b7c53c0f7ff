"""What holds for every page: damage stays where it is, and lines are told truly."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.text.latex import decode
from support.reading import Reading, read

DUMPS = Path(__file__).parents[2] / "data" / "dumps"
ABSTRACT = "We show what holds for every page. The rest follows from it, line by line. " * 5


def reading(text: str | bytes) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, "page")


@pytest.mark.parametrize("name", ["daily", "search"])
@pytest.mark.parametrize("compact", [False, True])
def test_a_deleted_line_harms_only_its_own_paper(name: str, compact: bool) -> None:
    lines = (DUMPS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    if compact:
        lines = [line for line in lines if line.strip()]
    whole = reading("\n".join(lines)).entries
    assert len(whole) > 10
    for deleted in range(1, len(lines) + 1):
        others = [
            replace(e, line=e.line - (e.line > deleted), end_line=e.end_line - (e.line > deleted))
            for e in whole
            if not e.line <= deleted <= e.end_line
        ]
        got = reading("\n".join(lines[: deleted - 1] + lines[deleted:])).entries
        assert [e for e in others if e not in got] == [], (deleted, lines[deleted - 1])
        assert len(got) <= len(others) + 1


_LINES = st.one_of(
    st.sampled_from(
        [
            "new",
            "Get trending papers in your email inbox!",
            "Subscribe",
            "Daily Papers",
            "Nov 13",
            "",
            " \t",
            "  • 3 authors",
            "·",
            "May 6 2",
            "Foo 99",
            "• many authors",
            ABSTRACT,
            "A Title",
            "SubscribeX of Y",
            r"An \'Etude \& more",
            "Ends here.",
            "• 9 authors · Jun 1, 2020 1k",
            "May 6new",
        ]
    ),
    st.text(max_size=30),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=25), st.sampled_from(["\n", "\r\n", "\r"]))
def test_never_raises_and_tells_true_lines(parts: list[str], end: str) -> None:
    text = end.join(parts)
    data = text.encode("utf-8", "replace")
    lines = data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    got = reading(data)
    last = 0
    for entry in got.entries:
        assert last < entry.line <= entry.end_line <= len(lines)
        last = entry.end_line
        line = lines[entry.line - 1]
        assert entry.title in decode(line).replace("\0", "\ufffd")
    assert all(0 < problem.line <= len(lines) for problem in got.problems)
    assert [p.line for p in got.problems] == sorted(p.line for p in got.problems)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_never_raises_on_bytes(data: bytes) -> None:
    for written in (data, b"\xff\xfe" + data):
        with suppress(OSError):  # it may begin as packed files do, and be damaged then
            reading(written)


@pytest.mark.parametrize(
    "word", ["Subscribe", "Get trending papers in your email inbox!", "• ", "• 3 authors", "$"]
)
def test_long_lines_take_no_long_time(word: str) -> None:
    reading(word * 50_000)
    reading(f"A Title of One\n{ABSTRACT}\n{word * 50_000}\nA Title of Two\n{ABSTRACT}\n")
