"""URIs of files and their paths, as each system writes them.

The system is a parameter, so that each can be tested on every other.
"""

import os
import re
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

WINDOWS = os.name == "nt"
_DRIVE = re.compile(r"[A-Za-z]:")
_UNQUOTED = re.compile(r"[A-Za-z0-9_.~/-]*")  # what most paths are of
# What goes before a path on Windows that is longer than others may be.
_LONG = re.compile(r"[\\/]{2}\?[\\/](UNC[\\/])?", re.IGNORECASE)


def path_of(uri: str) -> Path | None:
    """Return the file of a URI; None for one that is no file (`untitled:`) or is malformed."""
    written = path_in(uri, windows=WINDOWS)
    return Path(written) if written else None


def uri_of(path: str) -> str:
    """Return the URI of an absolute path, whose name need not be Unicode."""
    return uri_from(path, windows=WINDOWS)


def path_in(uri: str, *, windows: bool) -> str | None:
    """Return the path that a URI names, as Windows or the others write it; None as above."""
    if uri[:5].lower() != "file:":
        return None
    try:
        parts = urlsplit(uri)
        # Names need not be UTF-8, nor whole surrogate pairs on Windows.
        host, name = (
            unquote_to_bytes(part).decode("utf-8", _errors(windows))
            for part in (parts.netloc, parts.path)
        )
    except ValueError:
        return None
    path = _windows_path(host, name) if windows else name
    return path if path and "\0" not in path else None


def uri_from(path: str, *, windows: bool) -> str:
    """Return the URI of an absolute path; what is no path is a URI already."""
    begin = "file://"
    if windows:
        path = _LONG.sub(lambda long: r"\\" if long[1] else "", path, count=1).replace("\\", "/")
        if path.startswith("//"):
            host, _, path = path[2:].partition("/")
            begin, path = f"file://{_quoted(host, windows)}", f"/{path}"
        elif _DRIVE.match(path):
            begin, path = f"file:///{path[:2]}", path[2:]
    elif path.startswith("//"):
        begin, path = "file:////", path[2:]  # two slashes alone would begin a host
    is_path = path.startswith("/") or begin != "file://"
    return begin + _quoted(path, windows) if is_path else path


def _quoted(text: str, windows: bool) -> str:
    if _UNQUOTED.fullmatch(text):
        return text
    return quote_from_bytes(text.encode("utf-8", _errors(windows)))


def _windows_path(host: str, name: str) -> str:
    if _DRIVE.fullmatch(host):  # a slash was forgotten
        host, name = "", host + name
    name = name.replace("/", "\\")
    if host and host.lower() != "localhost":
        return f"\\\\{host}{name}"
    bare = name.lstrip("\\")
    if _DRIVE.match(bare):
        # Editors write the drive in either case; the system itself in capitals.
        path = bare[0].upper() + bare[1:]
        return path if len(path) > 2 else f"{path}\\"
    return name


def _errors(windows: bool) -> str:
    return "surrogatepass" if windows else "surrogateescape"
