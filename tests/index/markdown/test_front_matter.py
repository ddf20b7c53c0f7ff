"""The YAML at the head of a note."""

import pytest
import yaml

from litnotes_index.markdown import front_matter, parse


def scalars(text: str) -> dict[str, str] | None:
    head = parse(text).front_matter
    return {key: text[a:b] for key, (a, b) in head.scalars.items()} if head else None


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_matter, "_Loader", getattr(yaml, request.param))


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("doi: 10.1/x", {"doi": "10.1/x"}),
        ('title: "𝒳: a"  # b', {"title": "𝒳: a"}),
        ("title: 'a'", {"title": "a"}),
        ('"title": a # b', {"title": "a"}),
        ("a: [b, {c: d}]\ne: {f: g}\nh: i", {"h": "i"}),
        ("a:\n  b: c\nd: e", {"d": "e"}),
        ("a: |\n  b\nc: d", {"c": "d"}),
        ("a: b\n  c\nd: e", {"d": "e"}),
        ("a:\nb: c", {"b": "c"}),
        ("a: &x b\nc: *x\nd: !!str e\nf: g", {"f": "g"}),
        ("? [a]\n: b\nc: d", {"c": "d"}),
        ("a: b\na: c", {"a": "b"}),
        ("- a: b", {}),
        ("a", {}),
        ("title: A: b\ndoi: 10.1/x # c\ntags: [d", {"title": "A: b", "doi": "10.1/x"}),
        ("title: 'A: b' c: d\ne: '''f'", {"title": "A: b"}),
        ("title: a\0b", {"title": "a\0b"}),
    ],
)
def test_scalars(line: str, expected: dict[str, str], end: str) -> None:
    assert scalars(f"---\n{line}\n---\nx".replace("\n", end)) == expected


@pytest.mark.parametrize(
    "text", ["---\n\na: b\n---\n", "---\na: b\n", " ---\na: b\n---\n", "a\n---\nb: c\n---\n", "---"]
)
def test_no_front_matter(text: str) -> None:
    assert parse(text).front_matter is None


def test_spans() -> None:
    text = "\ufeff---\na: b\n...\n# c"
    note = parse(text)
    head = note.front_matter
    assert head is not None
    assert text[head.start : head.end] == "---\na: b\n..."
    assert text[slice(*head.body)] == "a: b\n"
    assert [text[block.start : block.end] for block in note.blocks] == ["# c"]


@pytest.mark.parametrize("bomb", ["[" * 50_000, "{a: " * 50_000, "\n - " * 5_000, "\n ? " * 5_000])
def test_hostile_yaml_gives_what_came_before_it(bomb: str) -> None:
    assert scalars(f"---\na: b\nc: {bomb}\n---\n") == {"a": "b"}


def test_what_has_no_utf8_is_read_all_the_same() -> None:
    assert scalars("---\na: \ud800\nb: c\n---\n") == {"a": "\ud800", "b": "c"}


def test_front_matter_may_be_empty() -> None:
    assert scalars("---\n---\na") == {}


def test_aliases_are_names_and_never_opened() -> None:
    lines = ["a0: &a0 x"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert scalars("---\n" + "\n".join(lines) + "\nz: y\n---\n") == {"z": "y"}
