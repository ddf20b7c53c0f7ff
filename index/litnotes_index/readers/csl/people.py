"""People and groups as CSL has them, out of names in one piece and names with commas."""

import re
from collections.abc import Callable, Sequence

from litnotes_index.readers.fields.csl import name_of
from litnotes_index.readers.fields.cut import is_cut
from litnotes_index.readers.fields.names import is_suffix
from litnotes_index.text.markup import plain

Name = dict[str, str]

# What stands for those who are not named, as BibTeX has it.
OTHERS: Name = {"literal": "others"}
# Words that are in names of groups, and of no person.
_GROUP_WORDS = """
academy agency alliance association authority bureau center centre cohort collaboration
collaborators college commission committee community company consortium contributors corporation
council department developers foundation gmbh group inc initiative institute institution
investigators laboratories laboratory labs llc ltd ministry network organisation organization
partnership program programme project society task team university workshop
"""
_GROUP = re.compile(
    rf"\b(?:{'|'.join(_GROUP_WORDS.split())})\b|[&:/0-9]|\b(?:for|of|and|the|on) ", re.IGNORECASE
)


def name(shown: str) -> Name:
    """Return the parts of a name that is shown as `Given von Family, Suffix`.

    A group is a literal, and so is one word alone.
    """
    whole, _, suffix = shown.partition(",")
    words = whole.split()
    if len(words) < 2 or _GROUP.search(whole) or (suffix and not is_suffix(suffix)):
        return {"literal": shown}
    last = len(words) - 1
    at = next((at for at in range(1, last) if words[at].islower()), last)
    return person(" ".join(words[at:]), " ".join(words[:at]), suffix)


def person(family: str, given: str, suffix: str = "", particle: str = "") -> Name:
    """Return the parts of a name; the words in small letters before a family name are a particle.

    So BibTeX has it, and most who write a name in parts.
    """
    words = family.split()
    at = next((at for at, word in enumerate(words) if not word.islower()), 0)
    if not particle and given:
        particle, family = " ".join(words[:at]), " ".join(words[at:])
    parts = {
        "family": family,
        "given": given.strip(),
        "non-dropping-particle": particle,
        "suffix": suffix.strip(),
    }
    return {part: text for part, text in parts.items() if text}


def inverted(written: str) -> Name:
    """Return the parts of a name that is written as `von Family, Given, Suffix`, or unparted."""
    family, *rest = (part.strip() for part in plain(written).split(","))
    if not rest:
        return name(family)
    suffix = next((part for part in rest if is_suffix(part)), "")
    return person(family, ", ".join(part for part in rest if part != suffix), suffix)


def named(written: Sequence[str], shown: Sequence[str], parse: Callable[[str], Name]) -> list[Name]:
    """Return the parts of names that are known as they are shown, each by how it is written.

    What is written otherwise than a reader understands it is told by how it is shown.
    """
    found = [parse(one) for one in written]
    found = [one for one in found if one and one != OTHERS]
    if len(found) != len(shown):
        return [name(one) for one in shown]
    return [
        one if name_of(one) == whole else name(whole)
        for one, whole in zip(found, shown, strict=True)
    ]


def cut(people: list[Name], written: object) -> list[Name]:
    """Return people, and the others where a text or list says that there are more."""
    return [*people, OTHERS] if people and is_cut(written) else people
