r"""Files that belong to a paper, as reference managers write their paths.

BibTeX has no field for them; JabRef's is what others follow: `description:path:type;…`, with a
backslash before `:`, `;` and itself (https://docs.jabref.org/finding-sorting-and-cleaning-entries/filelinks).
Mendeley leaves the description out, and the first slash of the path; Better BibTeX writes a path
alone where there is one file, and calibre parts files by commas.
"""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import unquote

from litnotes_index.readers.fields.members import Members, first, named, text_of

_MOST = 20  # files of one entry
_LONGEST = 4_096  # letters of a path, as most systems have it
_NO_PATH = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # one letter is a drive of Windows
_DRIVE = re.compile(r"\A/?([A-Za-z]:)")
_ABSOLUTE = re.compile(r"[/\\~]|[A-Za-z]:[/\\]")
_LONGEST_TYPE = 100
# `PDF`, `Word 2007+`, `application/pdf`; a name of a file has a dot.
_TYPE = re.compile(r"\s*(?:[A-Za-z][\w +-]*(?:/[\w.+-]+)?)?\s*")
_MENDELEY = re.compile(r"\$\\backslash\$|\\([~^])\{\}|(?<!\\)[{}]")
_ESCAPED = re.compile(r"\\([^A-Za-z0-9.])")  # before letters it is a folder of Windows
_SEVERAL = re.compile(r",\s*(?=:)")

_INTERNAL = "internal-pdf://"


def of_bibtex(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of the files of a BibTeX entry; empty for none."""
    found: list[str] = []
    for name in ("file", "pdf", "local-url"):
        if value := fields.get(name):
            lines = value[: _MOST * _LONGEST].split("\n")
            found += _in_field(" ".join(line.strip() for line in lines))
    if "bdsk-file-1" in fields:
        numbered = (fields.get(f"bdsk-file-{number}", "") for number in range(1, _MOST))
        found += map(_of_bibdesk, numbered)
    return paths(found) if found else ()


def of_ris(told: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the paths of the files of a RIS record, by its tags; empty for none.

    EndNote's own are where Zotero looks for them: in a folder `PDF` beside the file.
    """
    values = [value for tag in ("L1", "L2", "L3", "L4") if tag in told for value in told[tag]]
    lines = (line.strip() for value in values for line in value[: _MOST * _LONGEST].split("\n"))
    return paths(
        f"PDF/{unquote(line[len(_INTERNAL) :])}" if line.lower().startswith(_INTERNAL) else line
        for line in lines
    )


def of_zotero(members: Members) -> tuple[str, ...]:
    """Return the paths of the attachments of an item of Zotero; empty for none."""
    value = members.get("attachments")
    attached = cast("list[object]", value) if isinstance(value, list) else []
    each = [named(cast("Members", one)) for one in attached[:_MOST] if isinstance(one, dict)]
    return paths(first(one, ("path", "localpath")) for one in each)


def paths(told: Iterable[str]) -> tuple[str, ...]:
    """Return paths, each once, without addresses of the web and what no path can be."""
    found: dict[str, None] = {}
    for one in told:
        path = _of_uri(one) if one[:6].lower() == "file:/" else one.strip()
        if 0 < len(path) <= _LONGEST and not _NO_PATH.search(path) and not _SCHEME.match(path):
            found[path] = None
            if len(found) == _MOST:
                break
    return tuple(found)


def _of_uri(uri: str) -> str:
    """The path of a `file:` URI; empty for that of another machine."""
    rest = uri[5:].strip()
    if rest.startswith("//"):
        host, _, rest = rest[2:].partition("/")
        if _DRIVE.fullmatch(host):  # a slash was forgotten
            host, rest = "", f"{host}/{rest}"
        if host and host.lower() != "localhost":
            return ""
        rest = f"/{rest}"
    return _DRIVE.sub(r"\1", unquote(rest), count=1)


def _in_field(value: str) -> Iterator[str]:
    value = _MENDELEY.sub(_without_tex, value)
    if value[:6].lower() == "file:/" or _SCHEME.match(value):
        yield _unescaped(value)
        return
    records = [part for record in _parted(value, ";") for part in _SEVERAL.split(record)]
    for record in records:
        yield from _in_record(record)
    if len(records) > 1 and ":" not in value:
        yield _unescaped(value)  # it may be one path with what parts others


def _without_tex(mark: re.Match[str]) -> str:
    return "\\" if mark[0].startswith("$") else mark[1] or ""


def _in_record(record: str) -> Iterator[str]:
    """The path that a record tells; two where a colon may be in a name."""
    parts = [_unescaped(part) for part in _parted(record, ":")]
    for at in range(len(parts) - 1, 0, -1):
        if len(drive := parts[at - 1].strip()) == 1 and drive.isalpha() and parts[at][:1] in "/\\":
            parts[at - 1 : at + 1] = [f"{drive}:{parts[at]}"]
    if len(parts) == 1 or (_ABSOLUTE.match(parts[0]) and len(parts) == 2 and _is_type(parts[1])):
        yield parts[0]
        return
    if len(parts) == 2 and not _is_type(parts[1]) and parts[0]:
        yield ":".join(parts)
    yield parts[1]


def _is_type(part: str) -> bool:
    return len(part) <= _LONGEST_TYPE and _TYPE.fullmatch(part) is not None


def _parted(text: str, sign: str) -> list[str]:
    """The parts of a text between signs that have no backslash before them."""
    parts: list[str] = []
    begin = 0
    for found in re.finditer(rf"\\.|{sign}", text, re.DOTALL):
        if found[0] == sign:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [*parts, text[begin:]]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _of_bibdesk(value: str) -> str:
    """The path in what BibDesk keeps of a file: a property list, in base 64."""
    import plistlib  # few have any

    try:
        data = b64decode("".join(value[: 1 << 16].split()))
        told: object = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (ValueError, RecursionError):
        return ""
    return text_of(cast("Members", told).get("relativePath")) if isinstance(told, dict) else ""
