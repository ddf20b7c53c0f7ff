"""Folding: two spellings that a reader would call the same give the same words.

Letter case, accents, ligatures, typographic quotes, dashes and spacing do not matter. The index
stores what these functions give, so a change here needs a new `papers.schema.VERSION`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Scripts written without spaces, or with words joined at will: every character is a word.
_UNSPACED = (
    "\u0e00-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Burmese; Khmer
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"  # Korean
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f"
_LETTER = rf"[^\W_{_UNSPACED}]"
# An apostrophe between letters belongs to the word ("don't", "Newton’s").
_WORD_ASCII = re.compile(r"[a-z0-9]++(?:'[a-z0-9]++)*+")
# Most text is plain letters, and parting those at what is none is the fastest way.
_NO_WORD = {code: " " for code in range(128) if not chr(code).isalnum()}
# What is often all that is not plain in a text, with what does the same to words.
_TYPOGRAPHIC = (
    ("’", "'"), ("‘", '"'), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("…", "."),
    ("\xa0", " "), ("·", "-"), ("•", "-"), ("→", "-"),
)  # fmt: skip
_LONGEST_NICKNAME = 40
# Titles are asked for again and again; whole texts are not.
_LONGEST_KEPT = 300
# A Greek letter by itself is a symbol, and people type its name.
_GREEK_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu
    nu xi omicron pi rho sigma tau upsilon phi chi psi omega
"""
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(), strict=True))
# Letters that have no accent to take away, and that people write with the ones they know.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
    | {"þ": "th", "ð": "d", "ħ": "h", "ŧ": "t"}
)


class Token(NamedTuple):
    """A folded word and its half-open span in the text it was found in, in code points."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return one word without case, accents, ligatures and apostrophes, Greek symbols by name."""
    if word.isascii():
        return word.lower().replace("'", "")
    # Decomposed twice: folding case can bring marks, and decomposing letters, punctuation, spaces.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    bare = "".join(c for c in apart if c.isalnum() and c not in "ʼ_").translate(_PLAIN)
    return _GREEK.get(bare) or unicodedata.normalize("NFC", bare)


def tokens(text: str) -> list[Token]:
    """Return the folded words of a text with their spans, in order; empty when it has none."""
    return [Token(*placed) for placed in _placed(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand, as in `tokens`, in a third of the time."""
    return [(start, end) for _, start, end in _placed(text)]


def _placed(text: str) -> list[tuple[str, int, int]]:
    plain = _plain(text)
    if not plain.isascii():
        return [(word, *m.span()) for m in _word().finditer(text) if (word := fold(m[0]))]
    lower = plain.lower()
    if "'" in lower:
        return [(m[0].replace("'", ""), *m.span()) for m in _WORD_ASCII.finditer(lower)]
    found: list[tuple[str, int, int]] = []
    end = 0
    for word in lower.translate(_NO_WORD).split():
        start = lower.index(word, end)
        end = start + len(word)
        found.append((word, start, end))
    return found


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order; empty when it has none."""
    plain = _plain(text)
    if not plain.isascii():
        return [word for word in map(fold, _word().findall(text)) if word]
    if "'" in plain:
        return [word.replace("'", "") for word in _WORD_ASCII.findall(plain.lower())]
    return plain.lower().translate(_NO_WORD).split()


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """What is a word in any text; compiling it takes longer than many a run needs it for."""
    return re.compile(
        rf"{_LETTER}++(?:[{_MARKS}]++{_LETTER}*+|['’ʼ]{_LETTER}++)*+|[{_UNSPACED}]",
    )


def _plain(text: str) -> str:
    """The text with what only looks better in place of which ASCII does; all stay where it was."""
    if not text.isascii():
        for mark, plain in _TYPOGRAPHIC:
            text = text.replace(mark, plain)
    return text


def normalise(text: str) -> str:
    """Return the folded words of a text with one space between; empty when it has none."""
    return _normalised(text) if len(text) <= _LONGEST_KEPT else " ".join(words(text))


@lru_cache(maxsize=8192)
def _normalised(text: str) -> str:
    return " ".join(words(text))


def nickname(title: str) -> str | None:
    """Return what stands before the colon of a title, as it is written; None where that is no name.

    A nickname is one or two words that a subtitle follows: `BERT` in `BERT: Pre-training …`.
    """
    head, colon, rest = title.partition(":")
    head = head.strip()
    if not colon or not rest.strip() or len(head) > _LONGEST_NICKNAME:
        return None
    return head if 1 <= len(head.split()) <= 2 and words(head) else None
