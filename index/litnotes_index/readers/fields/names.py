"""The people of a paper in JSON: names in a list or a text, or objects that tell them in parts."""

import re
from collections.abc import Mapping
from typing import cast

from litnotes_index.readers.fields.members import named
from litnotes_index.text.markup import plain

# What makes it worth while to look at each of some names, which `|` parts.
_ODD = re.compile(r"[,;&<\\~{*]|  |[. |]\||\| |\A[ |]|[. |]\Z")
_AND = re.compile(r",? (?:and|&) ")
_IN_BRACKETS = re.compile(r" ?\([^()]*+\)")
_SUFFIX = re.compile(r"(?:[JS]r|II|III|IV|Ph\. ?D|M\.?D)\.?", re.IGNORECASE)
_NOBODY = ("and", "et al", "et al.", "and others", "others", "anonymous", "anon", "anon.")
# Names as databases have them, if all of some are like this; one alone is that of a person.
_DATABASE = re.compile(r"[^\W\d_][\w'’-]+(?: [\w'’-]+){0,2} (?:[^\W\d_]\.-?){1,4}")
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
        return tuple(split_names(value))
    found: list[str] = []
    _collect(value, found, _DEEPEST)
    # One look at all is much faster than one at each.
    whole = "|".join(found)
    if not whole:
        return ()
    if not whole.isprintable() or _ODD.search(whole) or whole.casefold().endswith(_NOBODY):
        parts = (part for text in found for part in plain(text).split(";"))
        names = tuple(name for part in parts if (name := one_name(part)))
        if len(names) > 1 and all(map(_DATABASE.fullmatch, names)):
            return tuple(
                f"{given} {family}" for family, _, given in (n.rpartition(" ") for n in names)
            )
        return names
    return tuple(found)


def _collect(value: object, found: list[str], depth: int) -> None:
    if isinstance(value, str):
        found.append(value)
    elif depth and isinstance(value, list):
        for item in cast("list[object]", value):
            _collect(item, found, depth - 1)
    elif depth and isinstance(value, dict):
        person = cast("Mapping[str, object]", value)
        name = person.get("name")
        if isinstance(name, str) and " " in name:  # most are like this
            found.append(name)
        else:
            _collect_parts(named(person), found, depth)


def _collect_parts(person: Mapping[str, object], found: list[str], depth: int) -> None:
    family = _text(person, _FAMILY)
    if family and (
        given := " ".join(filter(None, (_text(person, _GIVEN), _text(person, _MIDDLE))))
    ):
        # A comma in a part is that of a suffix.
        suffix = _text(person, ("suffix",))
        family = family.strip().removesuffix(",")
        found.append(f"{given} {family}" + (f", {suffix}" if suffix else ""))
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
    text = plain(text).strip(" ,*")
    if text.casefold() in _NOBODY:
        return ""
    family, *rest = (part.strip() for part in text.split(","))
    if not rest:
        return text
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), None)
    given = ", ".join(part for part in rest if part != suffix)
    return f"{given} {family}".strip() + (f", {suffix}" if suffix else "")


def split_names(text: str) -> list[str]:
    """Return the names in a text, each as `Given Family`, however they are put in a row.

    `A B and C D`, `B, A and D, C`, `A B, C D, and E F`, `B, A; D, C` and `B, A., D, C.` are known.
    """
    text = plain(text)
    if "(" in text and "," in text:
        text = _IN_BRACKETS.sub("", text)  # affiliations
    parts = text.split(";") if ";" in text else _parts(text)
    return [name for part in parts if (name := one_name(part))]


def _parts(text: str) -> list[str]:
    groups = [group.strip(" ,") for group in _AND.split(text)]
    if len(groups) > 1 and all(_is_inverted(group.split(",")) for group in groups):
        return groups
    listed = ", and " in text or ", & " in text
    return [part for group in groups for part in (group.split(",") if listed else _row(group))]


def _is_inverted(pieces: list[str]) -> bool:
    """Return whether the text that commas part may be `Family, Given`, with a suffix or without."""
    return len(pieces) == 2 or (len(pieces) == 3 and any(map(_is_suffix, pieces)))


def _is_suffix(text: str) -> bool:
    return _SUFFIX.fullmatch(text.strip()) is not None


def _row(group: str) -> list[str]:
    """Return the names of a text that has commas between them, or in them, or both."""
    pieces = [piece.strip() for piece in group.split(",")]
    first = pieces[0]
    if _is_inverted(pieces):
        is_one = len(pieces) == 3 or _is_suffix(pieces[1]) or _INITIALS.fullmatch(pieces[1])
        return [group] if is_one or " " not in first or first[:1].islower() else pieces
    pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    if len(pieces) % 2 == 0 and all(
        _INITIALS.fullmatch(given) or " " not in family + given for family, given in pairs
    ):
        return [f"{family}, {given}" for family, given in pairs]
    return pieces
