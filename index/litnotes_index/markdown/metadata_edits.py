"""The edits that give fields of front matter other values, and change nothing else.

Quotes, comments, order and whatever else its writer chose stay to the byte, where a YAML writer
would lay all of it out anew. That only these values are others then is checked by reading again.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from litnotes_index.edit import Edit, applied
from litnotes_index.errors import MetadataError
from litnotes_index.markdown.metadata import Field, Scalar, Style, Texts, fields
from litnotes_index.markdown.note import FrontMatter, Span
from litnotes_index.markdown.parts import head_of
from litnotes_index.text.as_yaml import as_yaml, double_quoted, single_quoted
from litnotes_index.text.clean import one_line

_LINE_END = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(r"[ ]*-[ ]+")
# Below `|` or `>`: what is there to read, from its first letter to its last.
_SAID = re.compile(r"[|>].*?[\r\n]\s*(?P<said>\S(?:[\s\S]*\S)?)")


def edits_of(
    text: str,
    head: FrontMatter,
    wanted: Mapping[str, str | Sequence[str]],
    plain: Collection[str] = (),
) -> dict[str, list[Edit]]:
    """Return the edits that give fields of a note these values, by field, all of them in order.

    A field that is not there, or of another form than its value, stays as it is. `plain` are those
    whose values stand without quotes where the old one did. Raises `MetadataError` where the front
    matter cannot be read, or not changed without changing more.
    """
    found = fields(text, head)
    edits: dict[str, list[Edit]] = {}
    for field in found:
        if field.key in wanted:
            value, is_plain = wanted[field.key], field.key in plain
            if here := _field_edits(text, field, value, plain=is_plain):
                edits[field.key] = here
    if edits:
        after = applied(text, (edit for here in edits.values() for edit in here))
        _check(after, found, {key: wanted[key] for key in edits})
    return edits


def _check(text: str, before: Sequence[Field], wanted: Mapping[str, str | Sequence[str]]) -> None:
    head = head_of(text)
    after = fields(text, head) if head else ()
    for old, new in zip(before, after, strict=False):
        is_right = old.told == new.told
        if new.key in wanted:
            is_right = _says(new, wanted[new.key])
        if old.key != new.key or not is_right:
            raise MetadataError(f"{old.key!r} cannot be changed alone", old.start)
    if len(before) != len(after):
        raise MetadataError("it cannot be changed in parts", before[0].start)


def _says(field: Field, wanted: str | Sequence[str]) -> bool:
    if isinstance(wanted, str):
        return isinstance(field.value, Scalar) and field.text == one_line(wanted)
    return isinstance(field.value, Texts) and field.texts == [*map(one_line, wanted)]


def _field_edits(
    text: str, field: Field, wanted: str | Sequence[str], *, plain: bool
) -> list[Edit]:
    """The edits of one field; none where it says that already, or has another form."""
    old = field.value
    if old is None or _says(field, wanted):
        return []
    if isinstance(wanted, str):
        if isinstance(old, Texts):
            return []
        if old.style in ("|", ">"):
            return _in_block(text, old, wanted)
        return _put(field, old, wanted if plain and not old.style else _quoted(wanted, old.style))
    if isinstance(old, Scalar):
        is_waiting = field.is_empty and old.style not in ("|", ">")
        return _put(field, old, _in_brackets(wanted)) if is_waiting else []
    if not old.items:
        return [Edit(old.start, old.end, _in_brackets(wanted))]
    return _in_list(text, old, wanted)


def _put(field: Field, old: Scalar, new: str) -> list[Edit]:
    if old.start < old.end:
        return [Edit(old.start, old.end, new)]
    return [Edit(field.after, field.after, f" {new}")] if field.after is not None else []


def _quoted(text: str, style: Style) -> str:
    match style:
        case "'":
            return single_quoted(text)
        case '"':
            return double_quoted(text)
        case _:
            return as_yaml(text)


def _in_brackets(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(as_yaml, texts))}]"


def _in_block(text: str, old: Scalar, new: str) -> list[Edit]:
    """The edit of lines below `|` or `>`: one line in place of those that say something."""
    found = _SAID.match(text, old.start, old.end)
    return [Edit(*found.span("said"), new)] if found else []


def _in_list(text: str, old: Texts, new: Sequence[str]) -> list[Edit]:
    """The edits of the items of a list that are others, between those that both begin and end with.

    None where that would take away what its writer says beside an item, or say it of another.
    """
    items = old.items
    said, told = [one_line(item.text) for item in items], [*map(one_line, new)]
    first = _common(said, told)
    last = _common(said[first:][::-1], told[first:][::-1])
    here, there = len(said) - last, len(told) - last
    both = min(here, there)
    ends = [*(item.start for item in items[1:]), old.end if old.in_brackets else len(text)]
    edits: list[Edit] = []
    for place in range(first, both):
        item = items[place]
        if said[place] == told[place]:
            continue
        if text[item.end : min(ends[place], _line_end(text, item.end))].strip(" \t,]"):
            return []
        edits.append(Edit(item.start, item.end, _quoted(new[place], item.style)))
    more = [_quoted(text, items[0].style) for text in new[both:there]]
    alter = _with_brackets if old.in_brackets else _with_dashes
    others = alter(text, items, (both, here), more)
    return [] if others is None else [*edits, *others]


def _with_brackets(
    text: str, items: Sequence[Scalar], spare: Span, more: Sequence[str]
) -> list[Edit] | None:
    """The edits that take some items out of `[…]`, or put more where they would begin."""
    first, last = spare
    if more:
        if first:
            at = items[first - 1].end
            return [Edit(at, at, "".join(f", {one}" for one in more))]
        return [Edit(items[0].start, items[0].start, "".join(f"{one}, " for one in more))]
    if first == last:
        return []
    start = items[first - 1].end if first else items[0].start
    end = items[last - 1].end if first else items[last].start
    ends = [start, *(at for item in items[first:last] for at in (item.start, item.end)), end]
    between = "".join(text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))
    return None if between.strip(" \t\r\n,") else [Edit(start, end, "")]


def _with_dashes(
    text: str, items: Sequence[Scalar], spare: Span, more: Sequence[str]
) -> list[Edit] | None:
    """The same for items that have a line each, or several."""
    first, last = spare
    begins = _line_start(text, items[0].start)
    dash = text[begins : items[0].start]
    end = _LINE_END.search(text)
    if not _ITEM.fullmatch(dash) or not end:
        return None
    if more:
        if first:
            at = _line_end(text, items[first - 1].end)
            return [Edit(at, at, "".join(f"{end[0]}{dash}{one}" for one in more))]
        return [Edit(begins, begins, "".join(f"{dash}{one}{end[0]}" for one in more))]
    edits: list[Edit] = []
    for item in items[first:last]:
        start, stop = _line_start(text, item.start), _line_end(text, item.end)
        beside = text[start : item.start].replace("-", " ", 1) + text[item.end : stop]
        if beside.strip():
            return None
        broken = _LINE_END.match(text, stop)
        edits.append(Edit(start, broken.end() if broken else stop, ""))
    return edits


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two lists have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
