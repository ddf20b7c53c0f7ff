"""The people of a paper in JSON: names in a list or a text, or objects that tell them in parts."""

import re
from collections.abc import Mapping
from typing import cast

from litnotes_index.readers.fields.members import named
from litnotes_index.text.markup import plain

# What makes it worth while to look at each of some names, which `|` parts.
_ODD = re.compile(r"[,;&<\\~{*]|  |[.A-Z0-9 |](?:\||\Z)|\| |\A[ |]")
_AND = re.compile(r",? (?:and|&) ")
_IN_BRACKETS = re.compile(r" ?\([^()]*+\)")
_SUFFIX = re.compile(r"(?:[JS]r|II|III|IV|Ph\. ?D|M\.?D)\.?", re.IGNORECASE)
_NOBODY = ("and", "et al", "et al.", "and others", "others", "anonymous", "anon", "anon.")
# Names as databases have them, `Doe A.B.` and `Doe AB`.
_DATABASE = re.compile(
    r"([^\W\d_][\w'’-]+(?: [\w'’-]{2,}){0,2})"
    r" (?!II|IV)((?:[^\W\d_a-z]\.-?){1,4}|(?:[^\W\d_a-z]-?){1,3}\.?)"
)
# What DBLP tells people of one name apart by: https://dblp.org/faq/1474704.html
_HOMONYM = re.compile(r"(?<=\S) 0[0-9]{3}(?![^\s,;|}])")
_ET_AL = re.compile(r"(?<![\s,;])[\s,;]++et\.?\s?al\.?$", re.IGNORECASE)
_QUOTED = re.compile(r"""(?:'name'\s*:\s*)?(?:'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)")(?!\s*:)""")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_DEEPEST = 3

_WHOLE = ("name", "fullname", "displayname", "authorname", "literal", "text", "rawauthorname")
_GIVEN = ("given", "first", "firstname", "givenname", "givennames", "forename", "forenames")
_MIDDLE = ("middle", "middlename")
_FAMILY = ("family", "last", "lastname", "familyname", "surname")
_INNER = ("author", "authors", "person", "creator", "value")


def people(value: object) -> tuple[str, ...]:
    """Return the names of a member, each as `Given Family`, in their order; empty for none."""
    if isinstance(value, str):
        written = value.strip()
        if written.isdecimal():
            return ()  # their number
        if not (written.startswith("[") and written.endswith("]")):
            return tuple(split_names(written))
        # A list as Python or JSON writes it.
        quoted = [(a or b).replace("\\'", "'") for a, b in _QUOTED.findall(written)]
        value = quoted or split_names(written[1:-1])
    found: list[str] = []
    _collect(value, found, _DEEPEST)
    # One look at all is much faster than one at each.
    whole = "|".join(found)
    if not whole:
        return ()
    if not whole.isprintable() or _ODD.search(whole) or whole.casefold().endswith(_NOBODY):
        parts = (part for text in found for part in plain(text).split(";"))
        return tuple(given_first([name for part in parts if (name := one_name(part))]))
    return tuple(found)


def given_first(names: list[str]) -> list[str]:
    """Return names as `Given Family` if all are `Family G.` or `Family GH`, else as they are.

    One alone is that of a person who writes it so, as are those with one letter each and no dot:
    `Suhasini S` is usual in the south of India.
    """
    if len(names) < 2:
        return names
    found: list[str] = []
    is_sure = False
    for name in names:
        match = _DATABASE.fullmatch(name)
        # Two capitals are a given name's only beside a name that has small letters.
        if not match or not match[2].isupper() or (len(match[2]) > 1 and match[1].isupper()):
            return names
        is_sure = is_sure or len(match[2]) > 1
        found.append(f"{match[2]} {match[1]}")
    return found if is_sure else names


def without_notes(text: str) -> str:
    """Return a name, or names in a row, without DBLP's numbers and an `et al.` at the end."""
    if " 0" in text:
        text = _HOMONYM.sub("", text)
    return _ET_AL.sub("", text) if text.rstrip(".").endswith(("al", "AL", "Al")) else text


def _collect(value: object, found: list[str], depth: int) -> None:
    if isinstance(value, str):
        found.append(value)
    elif depth and isinstance(value, list):
        for item in cast("list[object]", value):
            if isinstance(item, str):
                found.append(item)
            elif parted := _parted(item):
                found.append(parted)
            else:
                _collect(item, found, depth - 1)
    elif depth and isinstance(value, dict):
        person = cast("Mapping[str, object]", value)
        name = person.get("name")
        if isinstance(name, str) and " " in name:  # most are like this
            found.append(name)
        else:
            _collect_parts(named(person), found, depth)


def _parted(value: object) -> str:
    """Return the name whose parts are as in arXiv's `authors_parsed`; empty for anything else."""
    match cast("list[object]", value)[:3] if isinstance(value, list) else []:
        case [str(family), str(given), str(suffix)] if not suffix or is_suffix(suffix):
            return _whole(family, given, suffix)
        case _:
            return ""


def _whole(family: str, given: str, suffix: str) -> str:
    return f"{given} {family}".strip() + (f", {suffix}" if suffix else "")


def _collect_parts(person: Mapping[str, object], found: list[str], depth: int) -> None:
    family = _text(person, _FAMILY)
    if family and (
        given := " ".join(filter(None, (_text(person, _GIVEN), _text(person, _MIDDLE))))
    ):
        # A comma in a part is that of a suffix.
        suffix = _text(person, ("suffix",))
        family = family.strip().removesuffix(",")
        found.append(_whole(family, given, suffix))
    elif name := family or _text(person, _WHOLE) or _text(person, _GIVEN):
        found.append(name)
    else:
        for key in _INNER:
            if key in person:
                _collect(person[key], found, depth - 1)
                return


def _text(person: Mapping[str, object], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = person.get(key)
        if isinstance(value, list):
            value = " ".join(v for v in cast("list[object]", value) if isinstance(v, str))
        if value and isinstance(value, str):
            return value
    return ""


def one_name(text: str) -> str:
    """Return a name as `Given Family`, a suffix behind a comma; empty for what names nobody."""
    text = without_notes(plain(text).strip(" ,*"))
    if text.casefold() in _NOBODY:
        return ""
    family, *rest = (part.strip() for part in text.split(","))
    if not rest:
        return text
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    return _whole(family, ", ".join(part for part in rest if part != suffix), suffix)


def split_names(text: str) -> list[str]:
    """Return the names in a text, each as `Given Family`, however they are put in a row.

    `A B and C D`, `B, A and D, C`, `A B, C D, and E F`, `B, A; D, C`, `B, A., D, C.`, `A B|C D` and
    `Bee A, Dee C` are known.
    """
    text = without_notes(plain(text.replace("|", ";")))
    if "(" in text and "," in text:
        text = _IN_BRACKETS.sub("", text)  # affiliations
    parts = text.split(";") if ";" in text else _parts(text)
    return given_first([name for part in parts if (name := one_name(part))])


def _parts(text: str) -> list[str]:
    groups = [group.strip(" ,") for group in _AND.split(text)]
    if len(groups) > 1 and all(_is_inverted(group.split(",")) for group in groups):
        return groups
    listed = ", and " in text or ", & " in text
    return [part for group in groups for part in (group.split(",") if listed else _row(group))]


def _is_inverted(pieces: list[str]) -> bool:
    """Return whether the text that commas part may be `Family, Given`, with a suffix or without."""
    return len(pieces) == 2 or (len(pieces) == 3 and any(map(is_suffix, pieces)))


def is_suffix(text: str) -> bool:
    """Return whether a text is what follows a name, as `Jr.` does."""
    return _SUFFIX.fullmatch(text.strip()) is not None


def _row(group: str) -> list[str]:
    """Return the names of a text that has commas between them, or in them, or both."""
    pieces: list[str] = []
    for piece in map(str.strip, group.split(",")):
        if pieces and is_suffix(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    if len(pieces) == 1:
        return pieces
    if len(pieces) == 2:
        (first, suffix, _), second = pieces[0].partition(","), pieces[1]
        is_one = " " not in first or first[:1].islower() or (suffix and " " not in second)
        if is_one or (_INITIALS.fullmatch(second) and not _INITIALS.fullmatch(first)):
            return [group]
        return pieces
    pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    if len(pieces) % 2 == 0 and all(
        _INITIALS.fullmatch(given) or " " not in family + given for family, given in pairs
    ):
        return [f"{family}, {given}" for family, given in pairs]
    return pieces
