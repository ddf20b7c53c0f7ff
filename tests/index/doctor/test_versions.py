"""Which versions there are, and which command is found, without any being run."""

import os
from pathlib import Path

import pytest

from litnotes_index import __version__
from litnotes_index.doctor import versions


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("1.2.3", (1, 2, 3)),
        ("1.10", (1, 10)),
        ("1.0.0", (1,)),
        ("2.1rc1", (2, 1)),
        ("2025.0.0", (2025,)),
        ("nightly", ()),
        ("", ()),
    ],
)
def test_release(version: str, numbers: tuple[int, ...]) -> None:
    assert versions.release(version) == numbers


REQUIRED = [
    "backports.zstd>=1.0.0; python_version < '3.14'",
    "orjson>=3.11.0",
    "rich<20,>=14.0.0",
    "plain",
    'pytest>=9.0; extra == "test"',
]


@pytest.mark.parametrize(
    ("there", "python", "state", "said"),
    [
        (
            {"backports.zstd": "1.0", "orjson": "3.11.4", "rich": "14.0.0", "plain": "0"},
            "3.11",
            "ok",
            "backports.zstd 1.0, orjson 3.11.4, rich 14.0.0, plain 0",
        ),
        (
            {"orjson": "3.11", "rich": "14", "plain": "1"},
            "3.14",
            "ok",
            "orjson 3.11, rich 14, plain 1",
        ),
        (
            {"orjson": "3.9.15", "rich": "15.0", "plain": "1"},
            "3.13",
            "wrong",
            "backports.zstd is missing; orjson 3.9.15 is older than 3.11.0",
        ),
    ],
)
def test_libraries(there: dict[str, str], python: str, state: str, said: str) -> None:
    check = versions.libraries(REQUIRED, there.get, python)
    assert (check.state, check.message) == (state, said)
    assert (check.fix is None) == (state == "ok")


def test_the_libraries_of_this_process_are_well() -> None:
    assert versions.libraries(["orjson>=3"], versions.installed, "3.11").state == "ok"
    assert versions.litnotes("any").message.startswith(f"litnotes {__version__}, Python 3.")


def command(folder: Path, text: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    name = "litnotes-server.exe" if os.name == "nt" else "litnotes-server"
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)
    return folder / name


def installed_in(prefix: Path, version: str) -> None:
    (prefix / f"lib/python3.11/site-packages/litnotes-{version}.dist-info").mkdir(parents=True)


def test_a_server_of_the_same_version(tmp_path: Path) -> None:
    found = command(tmp_path / "bin")
    installed_in(tmp_path, __version__)
    check = versions.server(str(found.parent), tmp_path)
    assert (check.state, check.message) == ("ok", f"{found} {__version__}")


def test_a_server_of_another_version_by_its_interpreter(tmp_path: Path) -> None:
    installed_in(tmp_path / "venv", "0.0.1")
    found = command(tmp_path / "bin", f"#!{tmp_path}/venv/bin/python3\nexit 1\n")
    path = os.pathsep.join(["", "relative", str(tmp_path / "none"), str(found.parent)])
    check = versions.server(path, tmp_path)
    assert check.state == "wrong"
    assert "is 0.0.1, and this is" in check.message


def test_a_server_whose_version_nothing_tells(tmp_path: Path) -> None:
    found = command(tmp_path / "bin", "#!/bin/sh\ntouch ran\n")
    assert versions.server(str(found.parent), tmp_path).state == "note"
    assert not list(tmp_path.rglob("ran"))


def test_no_server_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert versions.server("", tmp_path).state == "wrong"
    command(tmp_path)
    monkeypatch.chdir(tmp_path)
    # What lies in the working folder is not taken.
    assert versions.server(f".{os.pathsep}", tmp_path / "none").state == "wrong"
    assert versions.server("", tmp_path).state == "note"
