"""What can be done with a note as a whole."""

import pytest

from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.diagnostics import diagnostics
from support.checks import acted, actions

ATTENTION = "Attention Is All You Need"
KEY = "attention-is-all-you-need"
TYPO = "Attention Is All You Nead"
PRIOR = "Neural Scene Flow Prior"
ADAM = "Adam: A Method for Stochastic Optimization"
ADAM_URL = "https://arxiv.org/abs/1412.6980"
EVERYWHERE = f"""\
---
title: {ATTENTION}
---
# {ATTENTION}

🙂 As {ATTENTION.lower()} says, [[{ATTENTION}]] and "{ATTENTION}" do<|>.
- {PRIOR}
- `{PRIOR}` and [see {PRIOR} there](x.md) and [@{KEY}]

| a | b |
|---|---|
| {PRIOR} | {ADAM} |
"""


def test_every_plain_title_of_a_note(view: View) -> None:
    expected = (
        EVERYWHERE.replace("<|>", "")
        .replace(f"As {ATTENTION.lower()}", f"As [[{ATTENTION}]]")
        .replace(f'"{ATTENTION}"', f'"[[{ATTENTION}]]"')
        .replace(f"- {PRIOR}", f"- [[{PRIOR}]]")
        .replace(f"| {PRIOR} | {ADAM} |", f"| [[{PRIOR}]] | [[{ADAM}]] |")
    )
    said = "Write every plain title of this note as a wikilink (5)"
    assert acted(view, EVERYWHERE, said) == expected


def test_every_plain_title_as_links(view: View) -> None:
    said = "Write every plain title of this note as a Markdown link"
    changed = acted(view, f"{PRIOR}<|> and {ADAM}", said)
    assert changed == f"[[{PRIOR}]] and [{ADAM}]({ADAM_URL})"


def test_only_those_are_counted_that_can_be_written_so(view: View) -> None:
    source = f"<|>{PRIOR}[x] and {PRIOR}, [{PRIOR}]"
    titles = [action.title for action in actions(view, source) if action.name.startswith("all:")]
    assert [title.rpartition(" ")[2] for title in titles] == ["(2)", "(1)", "(2)"]
    (paper,) = view.papers.titled(PRIOR)
    after = acted(view, source, "Write every plain title of this note as a Pandoc citation (1)")
    assert after == f"{PRIOR}[x] and [@{paper.key}], [{PRIOR}]"


def test_no_plain_title_none_to_write(view: View) -> None:
    assert acted(view, f"# {ATTENTION}<|>\n\n[[{ATTENTION}]]", "Write every plain") is None


def test_every_citation_of_a_note(view: View) -> None:
    source = f"{PRIOR}, [@{KEY}; @weaver1999] and [[{ATTENTION}]], [[Adam<|>|it]] @{KEY} [p. 3]"
    said = "Write every citation of this note as a"
    assert acted(view, source, f"{said} wikilink") == (
        f"{PRIOR}, [[{ATTENTION}]]; [[Learning to Weave Baskets]] and [[{ATTENTION}]], "
        f"[[Adam|it]] @{KEY} [p. 3]"
    )
    assert acted(view, source, f"{said} Pandoc citation") == (
        f"{PRIOR}, [@{KEY}; @weaver1999] and [@{KEY}], [[Adam|it]] @{KEY} [p. 3]"
    )
    kinds = {a.kind for a in actions(view, source) if a.title.startswith(said)}
    assert kinds == {"source.litnotes"}


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        ("title", ["wikilink", "Markdown link"]),
        ("wikilink", ["wikilink"]),
        ("pandoc", []),
        ("@{key}", ["configured form"]),
        ("({authors})", []),
    ],
)
def test_a_whole_note_is_offered_in_few_forms(view: View, citation: str, said: list[str]) -> None:
    begins = "Write every citation of this note as a "
    titles = [a.title for a in actions(view, f"So [@{KEY}<|>]", citation=citation)]
    assert [t.removeprefix(begins) for t in titles if t.startswith(begins)] == said


def test_the_list_of_references(view: View) -> None:
    source = f"{PRIOR}<|> and [@weaver1999], {PRIOR.lower()}\n"
    (action,) = (a for a in actions(view, source) if a.name == "references")
    assert action.title == "Write the list of references of this note"
    assert action.kind == "source.litnotes.references"
    written = acted(view, source, action.title)
    assert written is not None
    assert written.startswith(source.replace("<|>", "") + "\n## References\n\n<!-- litnotes:")
    items = [line for line in written.splitlines() if line.startswith("- ")]
    assert [PRIOR in items[1], "Weave Baskets" in items[0], len(items)] == [True, True, 2]
    # Titles in it are left as they are, and are no complaint.
    assert acted(view, f"<|>{written}", "Update the list of references") == written
    said = "Write every plain title of this note as a wikilink (2)"
    rewritten = acted(view, f"<|>{written}", said)
    assert rewritten is not None
    assert [line for line in rewritten.splitlines() if line.startswith("- ")] == items
    assert diagnostics(view, parse(written)) == []


def test_no_list_of_references_where_nothing_is_cited(view: View) -> None:
    for source in ("plain words<|>", "[@nobody2001<|>]", "[@smith2020<|>]"):
        assert acted(view, source, "Write the list") is None


def test_all_that_is_nearly_right_at_once(view: View) -> None:
    source = (
        f"---\ncitekey: weaver199\n---\n# {TYPO}\n\n<|>[@weaver199; @unheard; @smith2020] "
        f"“{TYPO}” [[{TYPO}]] `{TYPO}` [[Some note]]\n"
    )
    # A key that is nearly one known key leaves no doubt, and may be mended at every save.
    keys = source.replace("weaver199", "weaver1999")
    assert acted(view, source, "Mend every key") == keys.replace("<|>", "")
    titles = source.replace(TYPO, ATTENTION).replace(f"`{ATTENTION}`", f"`{TYPO}`")
    assert acted(view, source, "Mend every title") == titles.replace("<|>", "")
    kinds = {a.name: a.kind for a in actions(view, source) if a.title.startswith("Mend")}
    assert kinds == {"fix-all": "source.fixAll.litnotes", "fix-titles": "source.litnotes"}
