"""The `litnotes-server` command."""

import argparse
import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from litnotes_index import __version__

_LOOPBACK = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve one client; return 0 after an orderly shutdown, 1 otherwise, 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    if not given.tcp and None in (sys.stdin, sys.stdout):
        return 1  # nobody to speak to, and mostly nobody to tell
    try:
        _set_up_log(given.log_file)
        gc.disable()  # of what is loaded nothing is garbage; `app` turns it on again
        from litnotes_server.app import create  # `--version` and `--help` need not wait for it

        server = create()
        server.owns_process = True
        if given.tcp:
            host, port = given.tcp
            server.start_tcp(host, port, _say_where)
        else:
            server.start_io()
    except OSError as error:
        where = f"{':'.join(map(str, given.tcp))}: " if given.tcp else ""
        print(f"litnotes-server: {where}{error.strerror or error}", file=sys.stderr)
        return 1
    return server.exit_status


def _say_where(address: str) -> None:
    print(f"litnotes-server: listening on {address}", file=sys.stderr, flush=True)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="litnotes-server", description="The litnotes language server.")
    parser.add_argument("--version", action="version", version=f"litnotes-server {__version__}")
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--stdio", action="store_true", help="speak over standard input and output (default)"
    )
    way.add_argument(
        "--tcp",
        type=_address,
        metavar="HOST:PORT",
        help=f"listen there for one client, and end when it is gone; without HOST only on "
        f"{_LOOPBACK}; port 0 is a free one",
    )
    parser.add_argument("--log-file", type=Path, metavar="FILE", help="write a log")
    return parser


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no HOST:PORT")
    return host.strip("[]") or _LOOPBACK, int(port)


def _set_up_log(file: Path | None) -> None:
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    if file is None:
        # An editor shows this to its user: no tracebacks of what was answered as an error anyway,
        # nor what others log for themselves.
        shown = logging.StreamHandler(sys.stderr)
        shown.setLevel(logging.CRITICAL)
        logging.basicConfig(level=logging.CRITICAL, handlers=[shown], format=form)
    else:
        logging.basicConfig(level=logging.INFO, filename=file, encoding="utf-8", format=form)
        # At INFO pygls writes every message in full, notes and all.
        logging.getLogger("pygls").setLevel(logging.WARNING)
