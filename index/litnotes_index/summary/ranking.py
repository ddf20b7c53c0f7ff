"""The sentences of an abstract, ranked by a linear model, and the few of them that are taken."""

from collections.abc import Iterable, Sequence

from litnotes_index.summary import features, sections, splitter
from litnotes_index.summary.features import Features, Sentence
from litnotes_index.summary.weights import FEATURES, WORDS

# The model looks for the one best sentence, which says what is done. The next should say what came
# of it, though by itself it would rank so much lower.
_RESULTS_TOO = 0.06
# So much of what a further sentence says must not have been said by those taken.
_LEAST_NEW = 0.35


def summarize(abstract: str, *, title: str | None = None, sentences: int = 2) -> list[str]:
    """Return the sentences that say what the paper does and finds, verbatim and in order.

    At most `sentences` of them; empty for an empty abstract. `title` is the paper's, where known:
    a sentence that shares words with it is likelier to be about the paper itself.
    """
    every = splitter.sentences(abstract)
    if sentences < 1 or len(every) <= sentences:
        return every[: max(0, sentences)]
    told = sections.sections(every)
    read = [features.read(section.text) for section in told]
    model = scores(read, features.read(title) if title else None)
    ranked = [score + section.prior for score, section in zip(model, told, strict=True)]
    return [every[number] for number in sorted(_taken(read, ranked, sentences))]


def scores(sentences: Sequence[Sentence], title: Sentence | None) -> list[float]:
    """Return for each sentence of an abstract how much better it is as a summary than the mean."""
    found = features.features(sentences, title)
    return [_score(own, sentence.known) for own, sentence in zip(found, sentences, strict=True)]


def _score(found: Features, words: Iterable[str]) -> float:
    of_features = [FEATURES[name] * found[name] for name in found if name in FEATURES]
    return sum(of_features) + sum([WORDS[word] for word in words if word in WORDS])


def _taken(read: Sequence[Sentence], ranked: Sequence[float], count: int) -> list[int]:
    """Return the numbers of the best sentences that do not say the same again."""
    best = max(range(len(read)), key=ranked.__getitem__)
    taken = [best]
    told = set(read[best].stems)
    rest = {number: rank for number, rank in enumerate(ranked) if number != best}
    for number in range(best + 1, len(read)):
        rest[number] += _RESULTS_TOO * read[number].finds
    again: list[int] = []
    for number in sorted(rest, key=rest.__getitem__, reverse=True):
        if len(taken) == count:
            break
        stems = read[number].stems
        if len(stems - told) < _LEAST_NEW * len(stems) or not stems:
            again.append(number)
            continue
        taken.append(number)
        told |= stems
    return taken + again[: count - len(taken)]
