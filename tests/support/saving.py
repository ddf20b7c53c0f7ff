"""How editors and people save, rename, move and link dumps and folders: steps, one after another.

Each is given a root with a dump in it, `a.bib`, and leaves it as the next step needs it.
"""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from support.followed import dump, write_dump

_TITLES = (f"The Tide at Station {number}" for number in range(1, 1_000_000))


def _write(path: Path) -> None:
    write_dump(path, next(_TITLES))


def _in_place(root: Path) -> None:
    _write(root / "a.bib")


def _atomically(root: Path) -> None:
    _write(root / "a.bib.tmp")
    (root / "a.bib.tmp").replace(root / "a.bib")


def _as_vim(root: Path) -> None:
    (root / "4913").touch()
    (root / "4913").unlink()
    (root / "a.bib").rename(root / "a.bib~")
    _write(root / "a.bib")
    (root / "a.bib~").unlink()


def _as_emacs(root: Path) -> None:
    (root / ".#a.bib").symlink_to("user@host.1234:1700000000")
    _write(root / "#a.bib#")
    (root / "a.bib").rename(root / "a.bib~")
    _write(root / "a.bib")
    (root / "#a.bib#").unlink()
    (root / ".#a.bib").unlink()
    (root / "a.bib~").unlink()


def _as_jetbrains(root: Path) -> None:
    _write(root / "a.bib___jb_tmp___")
    (root / "a.bib").rename(root / "a.bib___jb_old___")
    (root / "a.bib___jb_tmp___").rename(root / "a.bib")
    (root / "a.bib___jb_old___").unlink()


def _in_pieces(root: Path) -> None:
    text = dump(next(_TITLES))
    with (root / "a.bib").open("w") as file:
        for letter in text:
            file.write(letter)
            file.flush()


def _case_only(root: Path) -> None:
    (root / "a.bib").rename(root / "A.bib")
    (root / "A.bib").rename(root / "A.BIB")


def _case_back(root: Path) -> None:
    (root / "A.BIB").rename(root / "a.bib")


def _folders_at_once(root: Path) -> None:
    _write(root / "x" / "y" / "z" / "b.bib")


def _change_deep_inside(root: Path) -> None:
    _write(root / "x" / "y" / "z" / "b.bib")


def _folder_renamed(root: Path) -> None:
    (root / "x").rename(root / "w")
    _write(root / "w" / "y" / "z" / "c.bib")


def _folder_case_only(root: Path) -> None:
    (root / "w").rename(root / "W")
    (root / "W").rename(root / "x")


def _folder_moved_out(root: Path) -> None:
    (root / "x").rename(root.parent / "outside")


def _folder_moved_in(root: Path) -> None:
    _write(root.parent / "outside" / "y" / "d.bib")
    (root.parent / "outside").rename(root / "x")


def _folder_changed_after(root: Path) -> None:
    _write(root / "x" / "y" / "d.bib")


def _folder_linked(root: Path) -> None:
    (root / "x").rename(root.parent / "outside")
    (root / "link").symlink_to(root.parent / "outside")


def _linked_folder_changed(root: Path) -> None:
    _write(root.parent / "outside" / "y" / "e.bib")


def _file_linked(root: Path) -> None:
    _write(root.parent / "lab" / "lab.bib")
    (root / "lab.bib").symlink_to(root.parent / "lab" / "lab.bib")


def _linked_file_replaced(root: Path) -> None:
    _write(root.parent / "lab" / "lab.tmp")
    (root.parent / "lab" / "lab.tmp").replace(root.parent / "lab" / "lab.bib")


def _link_leads_elsewhere(root: Path) -> None:
    _write(root.parent / "other" / "e.bib")
    (root / "link").unlink()
    (root / "link").symlink_to(root.parent / "other")


def _folder_linked_elsewhere_changed(root: Path) -> None:
    _write(root.parent / "other" / "e.bib")


def _links_deleted(root: Path) -> None:
    (root / "link").unlink()
    (root / "lab.bib").unlink()
    shutil.rmtree(root.parent / "outside")


def _emptied(root: Path) -> None:
    os.truncate(root / "a.bib", 0)


def _root_made_again(root: Path) -> None:
    shutil.rmtree(root)
    _write(root / "a.bib")


def _root_emptied_for_a_while(root: Path) -> None:
    root.rename(root.parent / "away")


def _root_back(root: Path) -> None:
    _write(root.parent / "away" / "b.bib")
    (root.parent / "away").rename(root)


def _another_root_in_its_place(root: Path) -> None:
    root.rename(root.parent / f"old {time.monotonic_ns()}")
    _write(root / "a.bib")


STEPS: tuple[Callable[[Path], None], ...] = (
    _in_place,
    _atomically,
    _as_vim,
    _as_emacs,
    _as_jetbrains,
    _in_pieces,
    _case_only,
    _case_back,
    _folders_at_once,
    _change_deep_inside,
    _folder_renamed,
    _folder_case_only,
    _folder_moved_out,
    _folder_moved_in,
    _folder_changed_after,
    _folder_linked,
    _linked_folder_changed,
    _file_linked,
    _linked_file_replaced,
    _link_leads_elsewhere,
    _folder_linked_elsewhere_changed,
    _links_deleted,
    _emptied,
    _root_made_again,
    _in_place,
    _root_emptied_for_a_while,
    _root_back,
    _in_place,
    _another_root_in_its_place,
    _atomically,
)
