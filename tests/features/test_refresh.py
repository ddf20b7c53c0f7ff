"""The code action that brings a literature note up to date."""

from pathlib import Path

import pytest

from litnotes_index.errors import LitnotesError
from litnotes_index.markdown import parse
from litnotes_index.view import View
from litnotes_server.features.action import Action
from litnotes_server.features.code_action import code_actions
from support.checks import applied
from support.papers import library, paper

TITLE = "Weaving: A Study of Baskets"
OFFER = f"Refresh this note from “{TITLE}”"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    known = paper(
        TITLE, key="doe2020", authors=("Ann Doe",), date="2020-05-06", ids={"doi": "10.1234/w"}
    )
    twins = [paper(title, key="twin") for title in ("One of Two Twins", "The Other Twin of Two")]
    folder = tmp_path_factory.mktemp("library")
    return library(folder, dumps={"/notes/lab.bib": [known, *twins]})


def refreshing(view: View, text: str, at: int) -> Action | None:
    found = code_actions(view, parse(text), (at, at), root=Path("/notes"))
    return next((action for action in found if action.kind == "source.litnotes.refresh"), None)


def test_it_is_offered_wherever_the_cursor_is_and_changes_what_is_outdated(view: View) -> None:
    text = (
        "---\ncitekey: doe2020\ntitle: Weaving  # mine\ndate: '2019'\nsource: lab.bib:7\n---\n"
        "\n<!-- litnotes:title -->\nold\n<!-- /litnotes:title -->\n\nOn [[Weaving]].\n"
    )
    for at in (0, 20, len(text)):
        action = refreshing(view, text, at)
        assert action is not None
        assert action.title == OFFER
        assert applied(text, action.edits()) == (
            f"---\ncitekey: doe2020\ntitle: \"{TITLE}\"  # mine\ndate: '2020-05-06'\n"
            f"source: lab.bib:1\n---\n\n<!-- litnotes:title -->\n{TITLE}\n"
            "<!-- /litnotes:title -->\n\nOn [[Weaving]].\n"
        )


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"# {TITLE}\n",
        f"---\ntitle: '{TITLE}'\n---\n",
        "---\ncitekey: nobody\n---\n",
        "---\ncitekey: twin\n---\n",
        "---\ncitekey: doe2020\ndoi: 10.1234/none\n",
        "---\ncitekey: doe2020\ntitle: Quite Another\ndoi: 10.1234/none\n---\n",
    ],
)
def test_it_is_for_literature_notes_of_one_paper(view: View, text: str) -> None:
    assert refreshing(view, text, 0) is None


def test_what_is_up_to_date_has_no_edits(view: View) -> None:
    action = refreshing(view, "---\ncitekey: doe2020\ndate: 2020-05-06\n---\n", 0)
    assert action is not None
    assert list(action.edits()) == []


def test_what_is_no_yaml_is_said_once_it_is_asked_for(view: View) -> None:
    action = refreshing(view, "---\ncitekey: doe2020\ntitle: Weaving: a\n---\n", 0)
    assert action is not None
    with pytest.raises(LitnotesError, match="no YAML: mapping values are not allowed here"):
        action.edits()
