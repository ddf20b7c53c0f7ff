"""What a dump that is made to hurt can do to who is shown its papers, or cites them: nothing."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from lsprotocol import types

from litnotes_index.backlinks import Notes
from litnotes_index.citations import citations
from litnotes_index.config import CITATION_FORMS, TEMPLATE_FIELDS, Config
from litnotes_index.config import of as config_of
from litnotes_index.errors import LitnotesError
from litnotes_index.forms import title_of, written
from litnotes_index.markdown import parse
from litnotes_index.model import Entry, Paper
from litnotes_index.text import normalise
from litnotes_index.text.clean import without_surrogates
from litnotes_index.view import View
from litnotes_server.convert import Client, Document
from litnotes_server.convert.answers import workspace_symbols
from litnotes_server.convert.items import completion_list
from litnotes_server.features.code_action import code_actions
from litnotes_server.features.code_lens import code_lens
from litnotes_server.features.command import search
from litnotes_server.features.completion import completion
from litnotes_server.features.diagnostics import diagnostics
from litnotes_server.features.document_link import document_link
from litnotes_server.features.document_symbol import document_symbol
from litnotes_server.features.hover import hover
from litnotes_server.features.inlay_hint import inlay_hint
from litnotes_server.features.pointed import in_note
from litnotes_server.features.rename import rename
from litnotes_server.features.resolve import resolve
from litnotes_server.features.workspace_symbol import workspace_symbol
from support.checks import applied
from support.hostile import ENDLESS, HOSTILE, UNSEEN, check_inert, check_seen
from support.papers import library, paper
from support.reading import read_data

CLIENT = Client(hover_markdown=True, completion_markdown=True, link_tooltips=True)
TEMPLATE = "{title} ({authors}, {year}) [@{key}]"
EVERY_FIELD = " ".join("{" + field + "}" for field in TEMPLATE_FIELDS if field != "url")


def head(number: int) -> str:
    """How a title begins that no other begins with."""
    return f"Weaving Baskets the {'abcdefghij'[number // 10]}{'klmnopqrst'[number % 10]}th Way"


def record(number: int) -> dict[str, Any]:
    text = HOSTILE[number]
    return {
        "id": f"{text} {number}",
        "type": "book",
        "title": f"{head(number)} {text} by Night",
        "abstract": f"{text} We propose {text}. {text}",
        "author": [{"literal": text}, {"family": text, "given": text}],
        "container-title": text,
        "DOI": f"10.1234/{number}{text}",
        "URL": text,
        "issued": {"raw": text},
    }


def entries() -> Iterator[Entry]:
    """What a reader lets through of hostile text in every field."""
    for number in range(len(HOSTILE)):
        (read,) = read_data(json.dumps([record(number)]), "csl-json").entries
        yield read


def unread() -> Iterator[Entry]:
    """What no reader lets through, had one done so."""
    for number, text in enumerate(map(without_surrogates, (*UNSEEN, *ENDLESS))):
        title = f"{head(number)} {text} by Night"
        key = f"{text} {number}"
        some = (text, f"{text}.pdf")
        fields = {"authors": some, "venue": text, "ids": {"x": text}, "urls": (text,)}
        yield paper(title, key=key, files=some, **fields)


@pytest.fixture(scope="module", params=["read", "as it stands"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> View:
    found = entries() if request.param == "read" else unread()
    return library(tmp_path_factory.mktemp("shelf"), *found)


@pytest.fixture(scope="module")
def evils(shelf: View) -> list[Paper]:
    """Every paper of the shelf."""
    found = shelf.papers.complete("Weaving Baskets", 2 * len(HOSTILE))
    assert len(found) in (len(HOSTILE), len((*UNSEEN, *ENDLESS)))
    return found


def is_words_only(title: str) -> bool:
    """Whether a title has no math and no address, which are no prose: nobody finds it there."""
    return "$" not in title and "://" not in title and "www." not in title


AROUND = ("{}", "See {} there.", "- {}", "# {}", "| a |\n|---|\n| {} |", "`` {} ``\n\n{}")
PAGES = ("https://doi.org/", "https://evil.example", "http://evil.example")
# A heading, two marks, one reference, and what parts them; the text ends with a line already.
LINES_OF_A_LIST = 8
OUR_MARKS = re.compile("<!-- /?litnotes:references -->")


@pytest.mark.parametrize("form", [*CITATION_FORMS, TEMPLATE, EVERY_FIELD, "[[{key}|it]]"])
def test_what_is_inserted_is_words_on_one_line(evils: list[Paper], form: str) -> None:
    for evil in evils:
        text = written(evil, form)
        check_seen(text)
        for around in AROUND:
            links = check_inert(around.replace("{}", text))
            assert all(link.startswith(PAGES) for link in links)


@pytest.mark.parametrize("form", CITATION_FORMS)
@pytest.mark.parametrize("address", [None, "https://example.org/x"])
def test_what_is_inserted_is_read_as_one_citation(
    shelf: View, evils: list[Paper], form: str, address: str | None
) -> None:
    for evil in evils:
        if form == "title" and not is_words_only(evil.title):
            continue
        text = written(evil, form, lambda _: address)
        found = citations(parse(f"See {text} there."), shelf)
        assert [one.papers for one in found] == [(evil,)], text[:150]
        assert 4 <= found[0].start < found[0].end <= 4 + len(text)


def test_cards(shelf: View, evils: list[Paper]) -> None:
    for evil in evils:
        pointed = in_note(shelf, parse(f"See {written(evil, 'pandoc')}."), 7)
        shown = hover(Notes(shelf), pointed, markdown=True)
        plain = hover(Notes(shelf), pointed, markdown=False)
        assert shown is not None
        assert plain is not None
        assert all(link.startswith(PAGES) for link in check_inert(shown.text))
        resolved = resolve(Notes(shelf), evil.key, title_of(evil), markdown=True)
        for card in (shown.text, plain.text, resolved):
            assert card is not None
            assert len(card) < 20_000
            check_seen(card, lines=9)
            assert card.lstrip("*").startswith(head(0)[:15])


PLACES = ("See [[{}", "See [@{}", "See [{}](x.md", "# {}", "- {}", '---\ntitle: "{}"\n---\n')


@pytest.mark.parametrize("place", PLACES)
def test_completion(shelf: View, evils: list[Paper], place: str) -> None:
    for evil in evils:
        for citation in CITATION_FORMS if place == "# {}" else ("title",):
            check_completion(shelf, evil, place, citation)


def check_completion(shelf: View, evil: Paper, place: str, citation: str) -> None:
    before, _, after = place.partition("{}")
    typed = " ".join(evil.title.split()[:4])
    text, offset = f"{before}{typed}{after}", len(before) + len(typed)
    config = config_of({"citation": citation, "completion": {"limit": 50}})
    document = Document("file:///a.md", 1, text, types.PositionEncodingKind.Utf16)
    items = completion(shelf, parse(text), offset, config)
    (item,) = [one for one in items if one.paper == evil]
    sent = completion_list(document, [item], CLIENT)
    assert json.loads(json.dumps(sent)) == sent
    (one,) = sent["items"]
    assert one["insertTextFormat"] == types.InsertTextFormat.PlainText.value
    said = (one["label"], one["textEdit"]["newText"], one.get("filterText"), one.get("detail"))
    for shown in filter(None, said):
        check_seen(shown)
        assert len(shown) < 2_500
    put = text[: item.start] + item.new_text + text[item.end :]
    assert put.count("\n") == text.count("\n")
    if place.startswith("---"):
        assert yaml.safe_load(put.split("---\n")[1]) == {"title": title_of(evil)}
        return
    put += "]" * (place == "See [@{}") + ")" * ("(" in place)
    assert all(link.startswith((*PAGES, "x.md")) for link in check_inert(put, "x.md"))
    if citation != "title" or place[0] == "S" or is_words_only(evil.title):
        assert [c.papers for c in citations(parse(put), shelf)] == [(evil,)], put


def test_a_note_that_cites_it(shelf: View, evils: list[Paper]) -> None:
    for evil in evils:
        check_note(shelf, evil)


def check_note(shelf: View, evil: Paper) -> None:
    """Everything else that is said of a paper in a note, and done to the note."""
    title = normalise(evil.title)
    near = title[:200].replace("baskets", "baskest").title()
    text = (
        f"# {title}\n\nSee {written(evil, 'pandoc')}, [[{near}]], [@{evil.key[:9]}x]\n\n- {near}\n"
    )
    note, notes = parse(text), Notes(shelf)
    found = inlay_hint(shelf, note, (0, len(text)))
    said = [one.text for one in found]
    said += [line for one in found for line in one.tooltip.split("\n")]
    said += [lens.title for lens in code_lens(notes, note)]
    for link in document_link(shelf, note):
        said.append(link.tooltip)
        if link.target:  # what is not looked up yet is a file
            assert link.target.address.startswith(PAGES)
            assert link.target.address.isascii()
    said += [one.name for top in document_symbol(shelf, note) for one in (top, *top.children)]
    for complaint in diagnostics(shelf, note):
        said += [complaint.message, *(fix.title for fix in complaint.fixes)]
    places = {0, 2, text.index("See") + 7, text.index("[[") + 3, len(text) - 5}
    config = Config(citation="link")
    for action in (a for at in places for a in code_actions(shelf, note, (at, at), config)):
        said.append(action.title)
        changed = applied(text, action.edits())
        more = LINES_OF_A_LIST if action.name == "references" else 0
        assert changed.count("\n") == text.count("\n") + more
        shown = OUR_MARKS.sub("", changed)
        assert all(link.startswith(PAGES) for link in check_inert(shown))
    for symbol in workspace_symbols(*workspace_symbol(shelf, evil.title[:40])):
        said += [symbol.name, symbol.container_name or ""]
        assert symbol.location.uri.startswith("file:///")
    for line in said:
        check_seen(line)
        assert len(line) < 5_000


def test_the_search_box(shelf: View, evils: list[Paper]) -> None:
    answer = search(shelf, "weaving baskets", 50, TEMPLATE)
    assert json.loads(json.dumps(answer)) == answer
    assert len(answer["papers"]) == len(evils)
    for found in answer["papers"]:
        for form in found["forms"].values():
            check_seen(form)
            check_inert(form)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_key_is_renamed_to_a_key_or_not_at_all(view: View, text: str) -> None:
    note = "[@weaver1999]\n"
    try:
        renamed = rename(Notes(view), "weaver1999", text, {"/a.md": note}.get)
    except LitnotesError as error:
        check_seen(str(error))
    else:
        assert not set(text.strip()) & set("[]{}`|\n\x1b\u202e")
        check_seen(renamed.notice or "")
