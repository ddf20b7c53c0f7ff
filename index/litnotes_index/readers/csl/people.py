"""Names that are shown in one piece, taken apart as CSL has them."""

import re
from collections.abc import Mapping

from litnotes_index.readers.fields.names import is_suffix

Name = Mapping[str, str]

# Words that are in names of groups, and of no person.
_GROUPS = re.compile(
    r"\b(?:academy|agency|alliance|association|authority|bank|board|bureau|cent(?:er|re)|cohort"
    r"|collaborat(?:ion|ors)|college|commission|committee|community|company|consortium|contributors"
    r"|corporation|council|department|developers|foundation|group|inc|initiative|institut(?:e|ion)?"
    r"|investigators|laborator(?:y|ies)|labs?|ltd|llc|gmbh|ministry|network|office|organi[sz]ation"
    r"|panel|partnership|program(?:me)?|project|research|society|staff|stud(?:y|ies)|task force"
    r"|team|trust|union|university|workshop)\b|&|[:/]|\b(?:for|of|and|the|on) ",
    re.IGNORECASE,
)
# Numbers name no person, nor do names that are all of capitals and long.
_NO_PERSON = re.compile(r"[0-9]")
_PARTICLE_BEGIN = re.compile(r"[^\W\d_]")


def name(shown: str) -> dict[str, str]:
    """Return the parts of a name as `Given von Family, Suffix`; the name alone if it has none.

    The particle is the words in small letters before the last word, as BibTeX has it.
    """
    whole, _, suffix = shown.partition(",")
    suffix = suffix.strip()
    if suffix and not is_suffix(suffix):
        return {"literal": shown}
    words = whole.split()
    if len(words) < 2 or _GROUPS.search(whole) or _NO_PERSON.search(whole):
        return {"literal": shown}
    at = next((at for at in range(1, len(words) - 1) if _is_particle(words[at])), len(words) - 1)
    end = at
    while end < len(words) - 1 and _is_particle(words[end]):
        end += 1
    parts = {
        "family": " ".join(words[end:]),
        "given": " ".join(words[:at]),
        "non-dropping-particle": " ".join(words[at:end]),
        "suffix": suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _is_particle(word: str) -> bool:
    letter = _PARTICLE_BEGIN.search(word)
    return letter is not None and letter[0].islower()
