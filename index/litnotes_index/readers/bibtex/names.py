"""People as BibTeX names them, and as biblatex does: `von Last, Jr, First`, `family=…, given=…`.

The grammar is that of "BibTeXing" and, for names in parts, of biblatex's manual (section 3.4).
"""

import re
from functools import lru_cache

from litnotes_index.readers.fields.names import given_first, is_suffix, without_notes
from litnotes_index.text.clean import one_line
from litnotes_index.text.tex import plain

_AND = re.compile(r"(?:^|(?<=\s))and(?:\s+|$)", re.IGNORECASE)
_ODD_AND = re.compile(r"\bA[Nn][Dd]\b|^and\s|\sand(?:$|\sand\s)")
_SPLIT = re.compile(r"[{}]|(?:^|(?<=\s))and(?=\s|$)", re.IGNORECASE)
_PART = re.compile(r"[{},]")
NAMED = re.compile(r'\s*"?(?:family|given|prefix|suffix|useprefix|[a-z]+-i|id)\s*=', re.IGNORECASE)
OTHERS = frozenset({"others", "et al", "et al.", "et. al.", "et.al."})
_SUFFIX = re.compile(r"[JSjs][Rr]\.?|II|III|IV")
_MARKED = re.compile(r"[\\{}$~`\"=]|--|''")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_MOST_COMMAS = 2


def names(text: str) -> tuple[str, ...]:
    """Return the people of a field, each as `Given Family`, in their order; `others` is nobody."""
    text = without_notes(" ".join(text.split()))
    if text.isascii() and text.isprintable() and not _MARKED.search(text):
        # As most are: nothing is to be decoded.
        found = map(_bare_name, parted(text))
    else:
        found = map(_name, parted(text))
    return tuple(given_first([name for name in found if name]))


def parted(text: str) -> list[str]:
    """Return the names that `and` parts outside of braces."""
    if "{" in text:
        parts: list[str] = []
        depth = begin = 0
        for match in _SPLIT.finditer(text):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth = max(0, depth - 1)
            elif not depth:
                parts.append(text[begin : match.start()])
                begin = match.end()
        parts.append(text[begin:])
        if depth:  # a brace is missing, and would make one name of all
            parts = _AND.split(text)
    else:
        parts = text.split(" and ")
        if len(parts) == 1 or _ODD_AND.search(text):
            parts = _AND.split(text)
    if ";" in text or any(part.count(",") >= _MOST_COMMAS for part in parts):
        parts = [name for part in parts for name in _listed(part)]
    if len(parts) == 2 and "," in parts[0] and "," not in parts[1]:
        # `Ann Bee, Cal Dee and Ed Eff`
        listed = [part.strip() for part in parts[0].strip(" ,").split(",")]
        return [*listed, parts[1]] if all(map(_is_whole, listed)) else parts
    return parts


def _listed(text: str) -> list[str]:
    """Return the names that semicolons part, or commas alone; neither is BibTeX, and both occur."""
    if "{" in text or "&" in text:
        return [text]
    if ";" in text:
        return text.split(";")
    parts = [part.strip() for part in text.split(",")]
    if "=" in text:
        return [text]
    if len(parts) <= _MOST_COMMAS + 1:
        # Three may be a family, a suffix and given names.
        return parts if len(parts) > _MOST_COMMAS and all(map(_is_whole, parts)) else [text]
    if len(parts) % 2 == 0 and all(map(_are_initials, parts[1::2])):
        return [f"{given} {family}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return parts if all(" " in part for part in parts) else [text]


def _bare_name(text: str) -> str:
    """Return one name, in which nothing is to be decoded, as `_name` does."""
    family, comma, given = text.strip(" ,").partition(",")
    if not comma:
        return family if family.lower() not in OTHERS else ""
    if "," in given or _SUFFIX.fullmatch(given, 1):
        return _name(text)
    return f"{given.lstrip()} {family}"


def _are_initials(text: str) -> bool:
    return text.isupper() and _INITIALS.fullmatch(text) is not None


def _is_whole(text: str) -> bool:
    """Return whether a text can be the whole name of a person, and no part of one."""
    is_part = is_suffix(text) or _are_initials(text) or _are_initials(text.rpartition(" ")[2])
    return " " in text and text[0].isupper() and not is_part


@lru_cache(maxsize=65536)
def _name(text: str) -> str:
    """Return one name as `Given Family`, or `Given Family, Suffix`; empty for nobody."""
    text = text.strip(" ,")
    parts = at_commas(text)
    if len(parts) == 1 and "=" not in text:
        name = one_line(plain(text))
        return name if name.lower() not in OTHERS else ""
    if NAMED.match(parts[0]):
        return _named(parts)
    if len(parts) == 1:
        return one_line(plain(text))
    family, *between, given = parts
    if len(parts) == 2 and _SUFFIX.fullmatch(given.strip(" {}")):
        given, between = "", [given]
    return _whole(given, family, ", ".join(between))


def _whole(given: str, family: str, suffix: str) -> str:
    name = one_line(plain(f"{given.strip()} {family.strip()}"))
    suffix = one_line(plain(suffix)).strip(" ,")
    # With its comma, a suffix is never taken for the family.
    return f"{name}, {suffix}" if name and suffix else name


def at_commas(text: str) -> list[str]:
    """Return the parts of a text between commas outside of braces; at least one."""
    if "{" not in text:
        return [part.strip() for part in text.split(",")]
    parts: list[str] = []
    depth = begin = 0
    for match in _PART.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(text[begin : match.start()].strip())
            begin = match.end()
    parts.append(text[begin:].strip())
    return parts


def _named(parts: list[str]) -> str:
    """Return a name that is given in named parts."""
    told = named(parts)
    family = f"{told.get('prefix', '')} {told.get('family', '')}"
    return _whole(told.get("given", ""), family, told.get("suffix", ""))


def named(parts: list[str]) -> dict[str, str]:
    """Return the parts of a name by what they are called."""
    told: dict[str, str] = {}
    for part in parts:
        # `"family={Last, Jr}"` is how a comma goes into a part.
        name, _, value = part.strip(' "').partition("=")
        told[name.strip().lower()] = value.strip(' "')
    return told
