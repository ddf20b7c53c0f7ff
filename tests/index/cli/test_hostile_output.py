"""What the `litnotes` command prints of dumps, notes and files that are made to hurt a terminal."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from litnotes_index.text.clean import without_surrogates
from support.command import Run
from support.hostile import HOSTILE, check_seen
from support.terminal import seen

TITLE = "Weaving Baskets by Night and Day, Part"
NAMES = (
    "[bold]a.json",
    "esc\x1b[31m.json",
    "line\nend.json",
    "\u202egpj.json",
    "\x9b31m\udcff.json",
)


def write_evil(root: Path) -> None:
    """Fill a folder with what a stranger may have put into an archive."""
    for place, name in enumerate(NAMES):
        records = [
            {
                "id": f"key {number} {text}",
                "type": "book",
                "title": f"{TITLE} {number} {text}",
                "abstract": f"{text} We propose it. {text}",
                "author": [{"literal": text}],
                "container-title": text,
                "DOI": f"10.1234/{number}{text}",
                "URL": f"https://evil.example/{text}",
            }
            for number, text in enumerate(HOSTILE)
            if number % len(NAMES) == place
        ]
        (root / name).write_text(json.dumps([*records, {"id": "x", "type": "book"}]))
    (root / "bad\x1b[31m\npasswd:1: x.bib").write_text("@misc{k, title = {A Title of Ours\n")
    for name, text in (("n\x1b[31m\n.md", "\x1b[31m # {} \u202e"), ("m\u202e.md", "{}")):
        cited = [f"See {TITLE} 1 [@key\x1b[31m2020] [@{{k\u202e 1}}] {text}" for text in HOSTILE]
        (root / name).write_text("\n\n".join([text, *cited]), encoding="utf-8", errors="replace")


@pytest.fixture
def evil(root: Path) -> Path:
    write_evil(root)
    return root


def check_output(out: str) -> None:
    text, links = seen(out)
    for line in text.split("\n"):
        check_seen(line)
        assert not line.startswith(("/etc/passwd", "passwd"))
    known = ("file://", "https://doi.org/10.1234/", "https://evil.example/")
    assert all(address.startswith(known) for _, address in links)


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
@pytest.mark.parametrize("terminal", [False, True])
def test_no_control_reaches_the_terminal(
    run: Run, evil: Path, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "60")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    queries = "\n".join(text.replace("\n", " ") for text in HOSTILE)
    for arguments in (
        ["index"],
        ["status"],
        ["search", "weaving", "baskets", "-n", "50"],
        ["search", "--notes", "weaving"],
        ["search", "zzz\x1b[31m\u202e"],
        ["cites", "."],
        *(["show", f"{TITLE} {number} {text}"] for number, text in enumerate(HOSTILE[:60:4])),
        ["backlinks", f"{TITLE} 1 {HOSTILE[1]}"],
        ["match"],
        ["show", "nobody\x1b[31m\n/etc/passwd:1: x"],
        ["show", f"{TITLE} 1"],
        ["cites", "no\x1b[31m\n.md"],
        ["match", "no\x1b[31m.md"],
        ["index", "no\x1b[31m"],
        ["status", "--root", "no\x1b[31m\nroot"],
        ["frob\x1b[31m"],
        ["search", "a", "--no\x1b[31m\nsuch"],
    ):
        ran = run(*arguments, stdin=queries)
        check_output(ran.out)
        check_output(ran.err)
        assert (ran.out or ran.err).strip()
        if ran.code:
            assert ran.err.count("\n") == 1
        if arguments[0] == "match" and not ran.code and not terminal:
            assert ran.out.count("\n") == len(HOSTILE)


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_json_is_json(run: Run, evil: Path) -> None:
    def whole(found: object) -> None:
        json.dumps(found, ensure_ascii=False).encode()  # no half characters

    for arguments in (
        ["index"],
        ["status"],
        ["search", "weaving", "-n", "50"],
        ["search", "--notes", "weaving"],
        ["search", "\x1b[31m\udcff"],
        ["show", f"{TITLE} 3 {HOSTILE[3]}"],
        ["backlinks", f"{TITLE} 1 {HOSTILE[1]}"],
        ["cites", "."],
    ):
        whole(run(*arguments, "--json").json)
    # Halves of characters are replaced on the way in.
    texts = map(without_surrogates, HOSTILE)
    lines = [text.replace("\n", " ").replace("\r", " ") for text in texts]
    answers = run("match", "--json", stdin="\n".join(lines)).out.split("\n")
    assert len(answers) == len(lines) + 1
    for answer in answers[:-1]:
        whole(json.loads(answer))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals there")
def test_the_bar_shows_names_as_they_are(evil: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "litnotes_index", "index", "--root", str(evil)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # how a terminal ends
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    assert process.wait(30) == 0
    shown = said.decode()
    assert not {"\x1b[31m", "\x9b", "\u202e", "\udcff"} & {
        *shown,
        *re.findall(r"\x1b\[\d+m", shown),
    }
