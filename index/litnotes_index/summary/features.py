"""What of a sentence tells whether it says what the paper does, as named numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Features = dict[str, float]

_WORD = re.compile(r"[^\W_]+")
# Scripts written without spaces: every character is a word of its own.
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff])")
# What is cut off here, "learned" and "learning" share.
_STEM = 5
# In a short text a word said twice by chance is not what the text is about.
_FEW_REPEATS = 10
_FUNCTION_WORDS = frozenset(
    """
    a all an and are as at be been between both but by can each for from has have how in into is it
    its more new not of on one or other our over show such than that the their these they this to
    two under use used using was we were what when where which while with
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
# Verbs by which people say "we" do what the paper is about.
_DOES = frozenset(
    """
    address analyse analyze argue consider demonstrate derive describe design develop evaluate
    examine explore find introduce investigate present propose prove provide show study suggest
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
_FINDS = frozenset(
    """
    accuracy achieve achieved achieves achieving benchmark benchmarks demonstrate demonstrates
    experimental experiments find finds found improve improved improvement improvements improves
    outperform outperforms performance reveal reveals results show shows significant significantly
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
_MARKS = (
    ("address", "http"),
    ("bracket", "("),
    ("citation", "et al"),
    ("colon", ":"),
    ("percent", "%"),
    ("question", "?"),
)
_BEFORE_VERBS = frozenset(["also", "further", "then", "first", "thus"])
_THIS = frozenset(["this"])
_WORKS = frozenset(["article", "paper", "study", "work"])
_CONTRAST = frozenset(["but", "despite", "however", "nevertheless", "unfortunately", "yet"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a title: its text, its words in small letters, and the stems with a meaning."""

    text: str
    words: list[str]
    known: frozenset[str]
    stems: frozenset[str]

    @property
    def finds(self) -> bool:
        """Whether it speaks of results."""
        return not _FINDS.isdisjoint(self.known)


def read(text: str) -> Sentence:
    """Return a sentence, or a title, with its words."""
    spaced = text if text.isascii() else _UNSPACED.sub(r" \1 ", text)
    words = _WORD.findall(spaced.lower())
    known = frozenset(words)
    stems = frozenset([word[:_STEM] for word in known.difference(_FUNCTION_WORDS)])
    return Sentence(text, words, known, stems)


def features(sentences: Sequence[Sentence], title: Sentence | None) -> Iterator[Features]:
    """Yield the features of each sentence of an abstract, in order; what is absent counts 0."""
    counts = Counter([stem for sentence in sentences for stem in sentence.stems])
    repeated = {stem for stem, count in counts.items() if count > 1}
    all_repeats = sum([counts[stem] for stem in repeated]) + _FEW_REPEATS
    lengths = [len(sentence.words) for sentence in sentences]
    longest = max(lengths, default=0)
    mean = sum(lengths) / (len(lengths) or 1) or 1.0
    does = [_does(sentence) for sentence in sentences]
    own_before = does_before = 0
    told_before: set[str] = set()
    for number, sentence in enumerate(sentences):
        left = len(sentences) - 1 - number
        stems = sentence.stems
        shared = stems & repeated
        size = len(stems) or 1
        found = {
            f"from start {min(number, 5)}": 1.0,
            f"from end {min(left, 3)}": 1.0,
            "place": number / max(1, number + left),
            "relative length": min(lengths[number] / mean, 3.0),
            "longest": float(lengths[number] == longest),
            "stems shared": len(shared) / size,
            "stems covered": sum([counts[stem] for stem in shared]) / all_repeats,
            "stems new": len(stems - told_before) / size,
            "after does": min(does_before, 4) / 4,
        }
        _add_words(found, sentence)
        if title is not None and title.stems:
            _add_title(found, sentence, title)
        if _is_own(sentence):
            found["own"] = found[f"own {min(own_before, 2)}"] = 1.0
            own_before += 1
        if does[number]:
            found["does"] = found[f"does {min(does_before, 2)}"] = 1.0
            does_before += 1
        if left and does[number + 1]:
            found["before does"] = 1.0
        if number and not _CONTRAST.isdisjoint(sentences[number - 1].words[:1]):
            found["after contrast"] = 1.0
        yield found
        told_before |= stems


def _add_words(found: Features, sentence: Sentence) -> None:
    text, words = sentence.text, sentence.words
    found[f"length {min(len(words) // 5, 11) * 5}"] = 1.0
    found["commas"] = min(text.count(","), 8) / 4
    found["finds"] = float(sentence.finds)
    for name, mark in _MARKS:
        if mark in text:
            found[name] = 1.0
    if "we" in sentence.known:
        found[f"we {_verb_of_we(words)}"] = 1.0
    if words:
        found[f"begins {words[0]}"] = 1.0


def _add_title(found: Features, sentence: Sentence, title: Sentence) -> None:
    shared = len(sentence.stems & title.stems)
    found["title told"] = shared / len(title.stems)
    found["title share"] = shared / (len(sentence.stems) or 1)
    found["title overlap"] = 2 * shared / (len(sentence.stems) + len(title.stems))
    found["title missing"] = float(not shared)
    words = len(sentence.known & title.known)
    found["title words"] = 2 * words / (len(sentence.known) + len(title.known))


def _is_own(sentence: Sentence) -> bool:
    """Return whether a sentence speaks of the paper or its authors, by "we", "our", "in this"."""
    known = sentence.known
    if "we" in known or "our" in known:
        return True
    return "this" in known and (_says(sentence, "in", _THIS) or _says(sentence, "this", _WORKS))


def _does(sentence: Sentence) -> bool:
    """Return whether a sentence says what is done: "we show", "we then prove", "this paper"."""
    words = sentence.words
    if "we" in sentence.known:
        for place, word in enumerate(words):
            if word == "we" and not _DOES.isdisjoint(words[place + 1 : place + 3]):
                return True
    return "this" in sentence.known and _says(sentence, "this", _WORKS)


def _says(sentence: Sentence, first: str, seconds: frozenset[str]) -> bool:
    """Return whether a word stands directly before one of others."""
    if seconds.isdisjoint(sentence.known):
        return False
    return any(word == first and after in seconds for word, after in pairwise(sentence.words))


def _verb_of_we(words: Sequence[str]) -> str:
    """Return what "we" do: the word after, adverbs aside; "are" where nothing else is found."""
    after = words.index("we") + 1
    for word in words[after : after + 2]:
        if not word.endswith("ly") and word not in _BEFORE_VERBS:
            return word
    return "are"
