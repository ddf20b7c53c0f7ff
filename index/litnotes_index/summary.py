"""Which sentences of an abstract say what the paper does and finds."""

import re
from collections.abc import Sequence

_ABBREVIATIONS = frozenset(
    [
        "al",
        "approx",
        "ca",
        "cf",
        "ch",
        "dr",
        "e.g",
        "eg",
        "eq",
        "eqs",
        "etc",
        "ex",
        "fig",
        "figs",
        "i.e",
        "ie",
        "inc",
        "no",
        "nos",
        "p",
        "pp",
        "prof",
        "ref",
        "refs",
        "resp",
        "sec",
        "st",
        "tab",
        "vol",
        "vs",
        "w.r.t",
    ]
)
_END = re.compile(r"""[.!?]+["'”’)\]$]*(?=\s+["'“‘(\[]*[^\s\W_a-z]|\s*$)""")
_LAST_WORD = re.compile(r"([^\s(\[]+?)[.!?]+[\"'”’)\]]*$")
# What people write where they say what they did, and what came of it.
_CUES: Sequence[tuple[re.Pattern[str], float]] = tuple(
    (re.compile(pattern, re.IGNORECASE), weight)
    for pattern, weight in (
        (r"\b(?:in )?this (?:paper|work|article|study)\b", 2.0),
        (
            (
                r"\bwe (?:(?:then|also|further|first|here|therefore|thus) )?"
                r"(?:propose|present|introduce|develop|describe|study|investigate|explore|show|find|"
                r"demonstrate|prove|provide|design|analy[sz]e|address)\b"
            ),
            2.0,
        ),
        (r"\b(?:(?:is|are) (?:proposed|presented|introduced)|called|dubbed|named)\b", 1.0),
        (
            (
                r"\b(?:outperforms?|state[- ]of[- ]the[- ]art|achieves?|improves?|"
                r"results (?:show|demonstrate))\b"
            ),
            1.0,
        ),
        (
            r"\b(?:code|data|models?|demo) (?:is|are|will be) (?:made )?(?:publicly )?available\b",
            -2.0,
        ),
        (r"^(?:however|recently|despite|although|while)\b", -0.5),
    )
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, verbatim, in order; empty for a text of nothing but space."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if _is_abbreviation(text[start : end.end()]):
            continue
        if sentence := text[start : end.end()].strip():
            found.append(sentence)
        start = end.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found


def summarize(abstract: str, *, title: str | None = None, sentences: int = 2) -> list[str]:
    """Return the sentences that say what the paper does and finds, verbatim and in order.

    At most `sentences` of them; empty for an empty abstract. `title` is the paper's, where known:
    a sentence that shares words with it is likelier to be about the paper itself.
    """
    every = _split(abstract)
    about = frozenset(re.findall(r"\w{4,}", (title or "").lower()))
    ranked = sorted(range(len(every)), key=lambda n: (-_weight(every[n], n, about), n))
    return [every[n] for n in sorted(ranked[:sentences])]


_split = sentences


def _weight(sentence: str, place: int, about: frozenset[str]) -> float:
    cues = sum(weight for cue, weight in _CUES if cue.search(sentence))
    shared = len(about.intersection(re.findall(r"\w{4,}", sentence.lower())))
    return cues + 0.3 * shared - 0.05 * place + (0.3 if place == 0 else 0.0)


def _is_abbreviation(text: str) -> bool:
    match = _LAST_WORD.search(text)
    if match is None or text.rstrip()[-1] in "!?":
        return False
    word = match[1].lower().lstrip("\"'“‘")
    initials = re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", match[1]) is not None
    return word in _ABBREVIATIONS or initials
