"""URIs and paths of files, as Linux, macOS and Windows write them; all of it runs on each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.uris import path_in, uri_from


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/me/a.md", "C:\\Users\\me\\a.md"),
        ("file:///C%3A/Users/me/a.md", "C:\\Users\\me\\a.md"),
        ("file:///c:/Users/me/a.md", "C:\\Users\\me\\a.md"),
        ("file:///C:/Users/me/a%20b%23c.md", "C:\\Users\\me\\a b#c.md"),
        ("file:///C:/Users/J%C3%BCrgen/%E6%97%A5.md", "C:\\Users\\Jürgen\\日.md"),
        ("FILE:///C:/a.md", "C:\\a.md"),
        ("file:/C:/a.md", "C:\\a.md"),
        ("file://C:/a.md", "C:\\a.md"),
        ("file://localhost/c:/a.md", "C:\\a.md"),
        ("file:///c:", "C:\\"),
        ("file:///c:/", "C:\\"),
        ("file://server/share/a.md", "\\\\server\\share\\a.md"),
        ("file:////server/share/a.md", "\\\\server\\share\\a.md"),
        ("file://wsl%24/Ubuntu/home/me/a.md", "\\\\wsl$\\Ubuntu\\home\\me\\a.md"),
        ("file://wsl.localhost/Ubuntu/home/me/a.md", "\\\\wsl.localhost\\Ubuntu\\home\\me\\a.md"),
        ("file:///C:/a%ED%A0%80.md", "C:\\a\ud800.md"),
        ("file:///home/me/a.md", "\\home\\me\\a.md"),
        ("file:///C:/a%00.md", None),
        ("file:///C:/%ff.md", None),
        ("file://[bad/a.md", None),
        ("file:", None),
        ("untitled:Untitled-1", None),
        ("https://example.org/c:/a.md", None),
        ("", None),
    ],
)
def test_paths_on_windows(uri: str, path: str | None) -> None:
    assert path_in(uri, windows=True) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/me/a.md", "/home/me/a.md"),
        ("file:///Users/me/Caf%C3%A9.md", "/Users/me/Café.md"),
        ("file:///Users/me/Cafe%CC%81.md", "/Users/me/Cafe\u0301.md"),
        ("file:///a%5Cb.md", "/a\\b.md"),
        ("file:///c%3A/a.md", "/c:/a.md"),
        ("file:///%ff.md", "/\udcff.md"),
        ("file://localhost/a.md", "/a.md"),
        ("file:/a.md", "/a.md"),
        ("file:////a.md", "//a.md"),
        ("file:///a%00.md", None),
        ("file://[bad/a.md", None),
        ("file:", None),
        ("untitled:Untitled-1", None),
    ],
)
def test_paths_elsewhere(uri: str, path: str | None) -> None:
    assert path_in(uri, windows=False) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("C:\\Users\\me\\a b#c.md", "file:///C:/Users/me/a%20b%23c.md"),
        ("C:/Users/me/a.md", "file:///C:/Users/me/a.md"),
        ("C:\\", "file:///C:/"),
        ("\\\\server\\share\\a.md", "file://server/share/a.md"),
        ("\\\\wsl$\\Ubuntu\\a.md", "file://wsl%24/Ubuntu/a.md"),
        ("\\\\?\\C:\\long\\a.md", "file:///C:/long/a.md"),
        ("\\\\?\\UNC\\server\\share\\a.md", "file://server/share/a.md"),
        ("C:\\日.md", "file:///C:/%E6%97%A5.md"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("vscode-notebook-cell://x/y", "vscode-notebook-cell://x/y"),
    ],
)
def test_uris_on_windows(path: str, uri: str) -> None:
    assert uri_from(path, windows=True) == uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/me/a b#c?.md", "file:///home/me/a%20b%23c%3F.md"),
        ("/a\\b.md", "file:///a%5Cb.md"),
        ("/c:/a.md", "file:///c%3A/a.md"),
        ("/\udcff.md", "file:///%FF.md"),
        ("//a.md", "file:////a.md"),
        ("/Cafe\u0301.md", "file:///Cafe%CC%81.md"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
    ],
)
def test_uris_elsewhere(path: str, uri: str) -> None:
    assert uri_from(path, windows=False) == uri


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\\\0"), min_size=1)
windows_starts = st.sampled_from(["C:\\", "z:\\", "\\\\server\\share\\"])


@given(windows_starts, st.lists(names, min_size=1, max_size=4))
def test_a_path_of_windows_survives(start: str, parts: list[str]) -> None:
    path = start + "\\".join(parts)
    uri = uri_from(path, windows=True)
    assert uri.isascii()
    assert path_in(uri, windows=True) == path[0].upper() + path[1:]


@given(st.lists(names, min_size=1, max_size=4))
def test_any_other_path_survives(parts: list[str]) -> None:
    path = "/" + "/".join(parts)
    uri = uri_from(path, windows=False)
    assert uri.isascii()
    assert path_in(uri, windows=False) == path


@given(st.text(max_size=30))
def test_no_uri_is_an_error(text: str) -> None:
    for windows in (True, False):
        for uri in (text, f"file:{text}", f"file://{text}"):
            path_in(uri, windows=windows)
