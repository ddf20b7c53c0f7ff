"""A new literature note: what it says, what it is called, and what a template cannot do."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index import config, literature
from litnotes_index.errors import ConfigError, LitnotesError
from litnotes_index.literature import NewNote
from litnotes_index.markdown import parse
from litnotes_index.model import Paper, Source
from litnotes_index.text.clean import one_line

ROOT = Path("/home/me/notes")
TITLE = "Attention [Is]: *All* You Need #1"


def paper(title: str = TITLE, key: str = "vaswani2017", **more: object) -> Paper:
    sources = (Source("/home/me/notes/lab.bib", 3, 9, "bibtex"),)
    return Paper(key, (key,), title, (title,), sources, **more)  # type: ignore[arg-type]  # fields by name


WHOLE = paper(
    abstract="We propose the Transformer. It keeps attention alone.",
    authors=("Ashish Vaswani", "Noam: Shazeer", "Ünal “Q” O'Neil"),
    date="2017-06-12",
    ids={"arxiv": "1706.10000", "doi": "10.1234/a#b"},
    urls=("https://example.org/a",),
)


def front_matter(text: str) -> dict[str, object]:
    _, head, _ = text.split("---\n", 2)
    told: dict[str, object] = yaml.load(head, yaml.BaseLoader)
    return told


def test_the_default_note() -> None:
    text = literature.text_of(WHOLE, ROOT)
    assert front_matter(text) == {
        "citekey": "vaswani2017",
        "title": TITLE,
        "authors": [*WHOLE.authors],
        "date": "2017-06-12",
        "arxiv": "1706.10000",
        "doi": "10.1234/a#b",
        "url": "https://example.org/a",
        "source": "lab.bib:3",
    }
    # An id that is a number would lose its zeros.
    assert 'arxiv: "1706.10000"\n' in text
    body = text.split("---\n", 2)[2]
    assert body == (
        "\n# Attention \\[Is\\]: \\*All\\* You Need #1\n\n"
        "<!-- litnotes:summary -->\nWe propose the Transformer. It keeps attention alone.\n"
        "<!-- /litnotes:summary -->\n\n## What it says\n\n## What I make of it\n"
    )


def test_what_is_unknown_is_left_out() -> None:
    text = literature.text_of(paper("A Title"), ROOT)
    assert front_matter(text) == {
        "citekey": "vaswani2017",
        "title": "A Title",
        "source": "lab.bib:3",
    }
    assert "# A Title\n\n## What it says\n" in text


LIVE = st.lists(
    st.sampled_from(
        [*"@#[]()<>{}`*_~^|\\-+=1a :.$!\n", "@nobody2020", "@{no}", "#tag", "[[", "](", "<b>"]
    )
).map("".join)


@given(st.text() | LIVE, st.text() | LIVE, st.text() | LIVE)
def test_any_text_makes_one_well_formed_note(title: str, author: str, abstract: str) -> None:
    one = paper(title, key="k", authors=(author,), abstract=abstract)
    text = literature.text_of(one, ROOT)
    told = front_matter(text)
    assert list(told) == ["citekey", "title", "authors", "source"]
    shown = " ".join(title.split())
    assert told["title"] == shown or not shown.isprintable()
    note = parse(text)
    assert note.front_matter is not None
    headings = [block.level for block in note.blocks if block.kind == "heading"]
    assert headings[-2:] == [2, 2]
    # It cites nothing but what its front matter names, and its heading.
    assert not any(block.links or block.wikilinks or block.citations for block in note.blocks)
    heading = note.title or ""
    assert heading.replace("\\", "") == one_line(title).replace("\\", "") or not one_line(title)


def test_what_notes_have_besides_markdown_is_no_more_than_words() -> None:
    title = "@nobody2020, C# and me@here: #tags, #2 of #3d, a heading #"
    text = literature.text_of(paper(title, abstract=f"We ask (-@nobody2020). {title}"), ROOT)
    shown = r"\@nobody2020, C# and me@here: \#tags, #2 of \#3d, a heading \#"
    assert f"\n# {shown}\n" in text
    assert f"{shown}\n<!--" in text
    assert r"(-\@nobody2020)" in text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ authors | join(', ') }} ({{ year }})", "Ashish Vaswani, Noam: Shazeer, Ünal “Q” O'Neil (2017)"),  # noqa: E501 - a row
        ("{% for a in authors %}{{ loop.index }} {{ a }};{% endfor %}", "1 Ashish Vaswani;2 Noam: Shazeer;3 Ünal “Q” O'Neil;"),  # noqa: E501 - a row
        ("{{ authors[0] | upper }} {{ 'et al.' if authors | length > 1 }}", "ASHISH VASWANI et al."),  # noqa: E501 - a row
        ("{{ doi or arxiv }} {{ ids.arxiv }} {{ venue | default('?', true) }}", "10.1234/a#b 1706.10000 ?"),  # noqa: E501 - a row
        ("{{ key ~ '-' ~ year }}", "vaswani2017-2017"),
        ("{{ authors | reverse | first }} {{ ('b', 'B', 'a') | unique | sort }}", "Ünal “Q” O'Neil ['a', 'b']"),  # noqa: E501 - a row
        ("{{ ids | items }} {{ ids | list | join('+') }}", "[('arxiv', '1706.10000'), ('doi', '10.1234/a#b')] arxiv+doi"),  # noqa: E501 - a row
    ],
)  # fmt: skip
def test_a_template_of_ones_own(template: str, text: str) -> None:
    assert literature.text_of(WHOLE, ROOT, template) == text + "\n"


@pytest.mark.parametrize(
    "template",
    [
        *("{{ key.upper() }}", "{{ ''.__class__.__mro__ }}", "{{ authors.__class__ }}"),
        *("{{ key * 1000000000 }}", "{{ '%1000000000d' % 1 }}", "{{ 10 ** 10 ** 10 }}"),
        *("{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% set a = key %}{{ a }}"),
        *("{{ range(9) }}", "{{ lipsum() }}", "{{ cycler }}", "{{ self }}", "{{ config }}"),
        *("{{ ''|attr('__class__') }}", "{{ key|center(999999999) }}", "{{ key|format }}"),
        *("{% macro m() %}{% endmacro %}", "{% block b %}{% endblock %}"),
        *("{% for a in authors %}" * 3 + "{% endfor %}" * 3, "{{ nobody }}", "{{ key", "{% if %}"),
        *("{{ authors|sort(attribute='__class__') }}", "{{ authors | first.x }}"),
        *("{% for a in author_count %}x{% endfor %}", "{{ title | truncate('a') }}"),
        *("{{ title | truncate(1) }}", "{{ title < 5 }}", "{{ 5 | items }}", "{{ _until }}"),
        *("{{ " + "(" * 9_000 + "1" + ")" * 9_000 + " }}", "{{ " + "not " * 9_000 + "1 }}"),
        "{{ title" + "[0]" * 9_000 + "}}",
        *("{% for a in title %}{% for b in title %}x{% endfor %}{% endfor %}", "{{ key | list }}"),
        *("{{ authors | join(authors) | join('x') }}", "{{ title" + " ~ title" * 1_000 + " }}"),
        "x" * 200_000,
    ],
)
def test_a_template_runs_nothing(template: str) -> None:
    with pytest.raises(ConfigError) as told:
        literature.text_of(WHOLE, ROOT, template)
    assert "\n" not in str(told.value)


@pytest.mark.timeout(20)
def test_a_template_ends_soon() -> None:
    many = paper(authors=("Ann",) * 500, abstract="a" * 1_000_000)
    inner = "{% if abstract | upper | lower == title %}y{% endif %}" * 50
    template = (
        f"{{% for a in authors %}}{{% for b in authors %}}{inner}{{% endfor %}}{{% endfor %}}"
    )
    with pytest.raises(ConfigError, match="it takes too long"):
        literature.text_of(many, ROOT, template)
    with pytest.raises(ConfigError, match="without end"):
        literature.text_of(many, ROOT, "{{ authors | join(abstract) }}")


@pytest.mark.parametrize(
    ("title", "template", "name"),
    [
        ("A", "{{ key }}", "vaswani2017.md"),
        ("A", "{{ key }}.md", "vaswani2017.md"),
        (TITLE, "{{ title }}", "Attention Is All You Need 1.md"),
        ("../../etc/passwd", "{{ title }}", "etc passwd.md"),
        ("..\\..\\x", "{{ title }}", "x.md"),
        ("C:\\x:y", "{{ title }}", "C x y.md"),
        ("CON", "{{ title }}", "_CON.md"),
        ("com1.x", "{{ title }}", "_com1.x.md"),
        (".nul", "{{ title }}", "_nul.md"),
        ("Contents", "{{ title }}", "Contents.md"),
        ("?", "{{ title }}", "vaswani2017.md"),
        ("...", "{{ title }}", "vaswani2017.md"),
        ("A title. ", "{{ title }}", "A title.md"),
        ("Cafe\u0301", "{{ title }}", "Café.md"),
        ("a\u202eb\nc", "{{ title }}", "ab c.md"),
    ],
)
def test_the_name_of_its_file(title: str, template: str, name: str) -> None:
    assert literature.file_name(paper(title), ROOT, template) == name


@given(st.text() | st.sampled_from([".nul", " con.", "..AUX.x", "[prn"]), st.text())
def test_any_name_is_one_that_file_systems_take(title: str, key: str) -> None:
    name = literature.file_name(paper(title, key=key), ROOT, "{{ title }}")
    stem = name.removesuffix(".md")
    assert stem
    assert name != stem
    assert not set(stem) & set('<>:"/\\|?*[]#^\0\n')
    assert stem.strip(" .") == stem
    assert stem.partition(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1")
    assert len(name.encode()) <= 255
    assert unicodedata.is_normalized("NFC", stem)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "papers" / "a.md"
    literature.create(NewNote(path, "één\n"))
    assert path.read_bytes() == "één\n".encode()
    with pytest.raises(LitnotesError, match=r"a\.md is there already; nothing was written"):
        literature.create(NewNote(path, "two\n"))
    assert path.read_bytes() == "één\n".encode()
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere.md")
    with pytest.raises(LitnotesError):
        literature.create(NewNote(tmp_path / "link.md", "x"))
    assert not (tmp_path / "nowhere.md").exists()
    with pytest.raises(LitnotesError, match=r"papers/a\.md is there already"):
        literature.create(NewNote(path / "b.md", "x"))


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_half_a_note_is_not_left(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    note = NewNote(tmp_path / "a.md", "x" * 100_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(LitnotesError, match=r"a\.md cannot be written: File too large"):
            literature.create(note)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    literature.create(note)
    assert note.path.read_text() == note.text


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "litnotes.toml").write_text('[literature]\ntemplate = "t"\n')
    settings = config.load(tmp_path)
    place = tmp_path / "t"
    place.mkdir()
    with pytest.raises(ConfigError, match="it is not a regular file"):
        literature.new_note(WHOLE, tmp_path, settings)
    place.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(place)
        with pytest.raises(ConfigError, match="it is not a regular file"):
            literature.new_note(WHOLE, tmp_path, settings)
        place.unlink()
    place.write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="it is not UTF-8"):
        literature.new_note(WHOLE, tmp_path, settings)
    place.write_text("x" * 500_000)
    with pytest.raises(ConfigError, match="a template has at most"):
        literature.new_note(WHOLE, tmp_path, settings)


def test_what_the_settings_ask_for(tmp_path: Path) -> None:
    (tmp_path / "litnotes.toml").write_text(
        '[literature]\nfolder = "papers/read"\nname = "{{ year }} {{ title }}"\n'
        'template = "templates/paper.md"\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "paper.md").write_text("# {{ title }}\n")
    note = literature.new_note(WHOLE, tmp_path, config.load(tmp_path))
    assert note.path == tmp_path / "papers" / "read" / "2017 Attention Is All You Need 1.md"
    assert note.text == f"# {TITLE}\n"
    (tmp_path / "templates" / "paper.md").unlink()
    with pytest.raises(ConfigError, match=r"paper\.md cannot be read: No such file"):
        literature.new_note(WHOLE, tmp_path, config.load(tmp_path))


def folder_of(root: Path, toml: str, **editor: object) -> tuple[Path, list[str]]:
    root.mkdir(exist_ok=True)
    (root / "litnotes.toml").write_text(toml)
    settings = config.load(root, editor)
    path = literature.new_note(WHOLE, root, settings).path.parent
    return path, [f"{problem.line}: {problem.message}" for problem in settings.problems]


def test_a_new_note_lies_where_notes_are(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "notes" / "old").mkdir(parents=True)
    (root / "a.md").write_text("")
    assert folder_of(root, "") == (root, [])
    assert folder_of(root, 'notes = ["notes", "old"]') == (root / "notes", [])
    for notes in ('["a.md", "notes"]', '["nowhere"]', "[]", '[".."]'):
        assert folder_of(root, f"notes = {notes}") == (root, [])
    asked = 'notes = ["notes"]\nliterature.folder = "."'
    assert folder_of(root, asked) == (root, [])


@pytest.mark.parametrize("folder", ["..", "~/../../tmp/x", "/tmp/x", "link/x", "a/../../b"])
def test_a_root_leads_nowhere_else(folder: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    toml = f"[literature]\nname = 'x'\nfolder = '{folder}'"
    found, problems = folder_of(root, toml)
    assert problems == [f"3: 'literature.folder': must be in the root, got {folder!r}"]
    assert found == root
    # Whoever uses it may say so.
    elsewhere = tmp_path / "elsewhere"
    assert folder_of(root, "", literature={"folder": str(elsewhere)}) == (elsewhere, [])
    config.user_file().parent.mkdir(parents=True, exist_ok=True)
    config.user_file().write_text(f"[literature]\nfolder = '{elsewhere}'")
    assert folder_of(root, "") == (elsewhere, [])


@pytest.mark.parametrize("key", ["folder", "template"])
def test_what_is_no_path_is_a_problem(key: str, tmp_path: Path) -> None:
    _, problems = folder_of(tmp_path, f'[literature]\n{key} = "a\\u0000b"')
    assert problems == [f"2: 'literature.{key}': 'a\\x00b' is no path, got 'a\\x00b'"]
