"""`litnotes open`: what it opens, with what, and what it says where there is nothing."""

from pathlib import Path

import pytest

from support.command import Run, check_refused
from support.desktop import Desktop

ARXIV = "https://arxiv.org/abs/1412.6980"
ITEM = "zotero://select/library/items/WXYZ2345"
LIBRARY = """\
@article{adam, title = {Adam and Its Moments}, eprint = {1412.6980}, archiveprefix = {arXiv},
  file = {:files/adam.pdf:PDF;Snapshot:Zotero/storage/WXYZ2345/adam.html:text/html}}
@article{eve, title = {Eve and Her Gradients}, doi = {10.1234/eve}, file = {/nowhere/eve.pdf}}
@article{abel, title = {Abel without a Page}, file = {:../run.sh:sh;://host/share/abel.pdf:PDF}}
@article{cain, title = {Cain Who Is Gone}, file = {cain.pdf}}
"""


@pytest.fixture(autouse=True)
def papers(root: Path) -> Path:
    """The files of the library above, of which only one paper has any."""
    (root / "lab").mkdir()
    (root / "lab" / "lab.bib").write_text(LIBRARY)
    (root / "run.sh").write_text("#!/bin/sh\n")
    for name in ("files/adam.pdf", "Zotero/storage/WXYZ2345/adam.html"):
        (root / "lab" / name).parent.mkdir(parents=True)
        (root / "lab" / name).write_text("x")
    return root / "lab"


def test_the_best_is_opened(run: Run, papers: Path, desktop: Desktop) -> None:
    pdf = str(papers / "files/adam.pdf")
    ran = run("open", "adam and its", "moments")
    assert (ran.code, ran.out, ran.err) == (0, f"{pdf}\n", "")
    assert run("open", "adam", "--what", "zotero").out == f"{ITEM}\n"
    assert desktop.opened() == [pdf, ITEM]


def test_pages_go_to_the_browser(run: Run, desktop: Desktop) -> None:
    assert run("open", "adam", "--what", "page").out == f"{ARXIV}\n"
    # Its file is not there.
    assert run("open", "eve").out == "https://doi.org/10.1234/eve\n"
    assert desktop.browsed() == [ARXIV, "https://doi.org/10.1234/eve"]
    assert desktop.opened() == []


def test_it_only_prints_when_asked(run: Run, papers: Path, desktop: Desktop) -> None:
    every = [str(papers / "files/adam.pdf"), str(papers / "Zotero/storage/WXYZ2345/adam.html")]
    every += [ARXIV, ITEM]
    ran = run("open", "adam", "--print")
    assert (ran.code, ran.out.splitlines(), ran.err) == (0, every, "")
    assert run("open", "adam", "--print", "--what", "page", "--json").json == {
        "paper": "adam",
        "targets": [{"kind": "page", "address": ARXIV}],
        "opened": None,
    }
    assert desktop.opened() == desktop.browsed() == []
    assert run("open", "adam", "--json").json["opened"] == every[0]


def test_addresses_are_printed_where_there_is_no_desktop(
    run: Run, papers: Path, desktop: Desktop
) -> None:
    desktop.close()
    ran = run("open", "adam")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == str(papers / "files/adam.pdf")
    assert ran.err.startswith("litnotes: nothing here could open it")
    assert ran.err.count("\n") == 1


def test_nothing_to_open(run: Run, papers: Path, desktop: Desktop) -> None:
    check_refused(run("open", "abel"), 1, "litnotes: no source of 'Abel without a Page' names a")
    gone = papers / "cain.pdf"
    check_refused(
        run("open", "cain"), 1, f"litnotes: the file of 'Cain Who Is Gone' is not there: {gone}"
    )
    check_refused(run("open", "eve", "--what", "zotero"), 1, "litnotes: no source of 'Eve and Her")
    check_refused(run("open", "nobody at all"), 1, "litnotes: no paper is called")
    assert run("open", "adam", "--what", "doi").code == 2
    assert desktop.opened() == desktop.browsed() == []
