"""A unified diff says what would be changed, and does nothing to a terminal."""

from pathlib import Path

import pytest

from litnotes_index.cli.diffs import print_diff


def diff(capsys: pytest.CaptureFixture[str], before: str, after: str, path: str = "/x/a.md") -> str:
    print_diff(Path(path), before, after)
    return capsys.readouterr().out


def test_a_diff(capsys: pytest.CaptureFixture[str]) -> None:
    before = "".join(f"{n}\n" for n in range(9))
    assert diff(capsys, before, before.replace("5", "five\tlong")) == (
        "--- /x/a.md\n+++ /x/a.md\n@@ -3,7 +3,7 @@\n 2\n 3\n 4\n-5\n+five\tlong\n 6\n 7\n 8\n"
    )
    assert diff(capsys, before, before) == ""


def test_line_ends_are_those_that_patch_looks_for(capsys: pytest.CaptureFixture[str]) -> None:
    end = "\\ No newline at end of file\n"
    assert diff(capsys, "a\r\n-- b", "a\r\n-- c").endswith(
        f"@@ -1,2 +1,2 @@\n a\r\n--- b\n{end}+-- c\n{end}"
    )
    assert diff(capsys, "a\rb", "a\rc\u2028d\n").endswith(
        f"@@ -1,2 +1,2 @@\n a\n-b\n{end}+c\\u2028d\n"
    )


def test_what_controls_a_terminal_is_spelled_out(capsys: pytest.CaptureFixture[str]) -> None:
    shown = diff(capsys, "", "\x1b[31m\u202ered 👩\u200d🔬\n", "/x/\x1b[2J.md")
    assert shown == (
        "--- /x/\\x1b[2J.md\n+++ /x/\\x1b[2J.md\n@@ -0,0 +1 @@\n+\\x1b[31m\\u202ered 👩\u200d🔬\n"
    )


def test_a_path_below_here_is_short(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert diff(capsys, "", "a\n", str(tmp_path / "sub" / "a.md")).startswith("--- sub/a.md\n")
    assert diff(capsys, "", "a\n", str(tmp_path / "a b.md")).startswith("--- a b.md\t\n")
