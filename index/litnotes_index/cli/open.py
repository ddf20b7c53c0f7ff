"""`litnotes open`: what a paper stands for, in the program that the desktop has for it."""

import argparse
import sys

from litnotes_index import documents
from litnotes_index.cli.index import print_json
from litnotes_index.errors import LitnotesError, NotFoundError
from litnotes_index.model import Paper
from litnotes_index.opening import nothing, open_outside, reachable, targets
from litnotes_index.text.clean import visible


def open_paper(given: argparse.Namespace, paper: Paper) -> None:
    """Open the best that there is of a paper, and print its address; else print all there is.

    Raise `NotFoundError` where there is nothing, and `LitnotesError` where nothing could open it.
    """
    found = list(reachable(targets(paper, given.what)))
    if not found:
        raise NotFoundError(nothing(paper, given.what))
    opened = None if given.only_print or not open_outside(found[0]) else found[0]
    if given.json:
        print_json(documents.opening(paper, found, opened))
    else:
        for target in [opened] if opened else found:
            # A path in a pipe is for a program.
            print(visible(target.address) if sys.stdout.isatty() else target.address)
    if opened is None and not given.only_print:
        raise LitnotesError("nothing here could open it; this is what there is")
