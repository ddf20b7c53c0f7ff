"""The sections of a structured abstract: "BACKGROUND: … METHODS: … RESULTS: … CONCLUSION: …".

The abstracts that the ranker learned from have none, so what a section is worth is set by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LABEL = re.compile(r"[\W_]*+([A-Za-z][A-Za-z, /&]{2,40}+)\s*(?:[:.]|\n|$)[\W_]*")
_PRIORS = {
    label: prior
    for prior, labels in (
        (-0.08, "background context importance introduction motivation problem rationale"),
        (0.06, "aim aims goal goals objective objectives purpose"),
        (-0.06, "approach data design method methodology methods participants patients setting"),
        (0.02, "findings outcome outcomes result results"),
        (0.06, "conclusion conclusions interpretation significance"),
    )
    for label in labels.split()
}


@dataclass(frozen=True, slots=True)
class Section:
    """A sentence without its section's label, and what it is worth to stand in that section."""

    text: str
    prior: float


def sections(sentences: Sequence[str]) -> list[Section]:
    """Return each sentence with its section; all are worth the same if there are no sections."""
    labels = [_label(sentence) for sentence in sentences]
    if len({label[0] for label in labels if label}) < 2:
        return [Section(sentence, 0.0) for sentence in sentences]
    told: list[Section] = []
    prior = 0.0
    for sentence, label in zip(sentences, labels, strict=True):
        prior, end = label or (prior, 0)
        told.append(Section(sentence[end:], prior))
    return told


def _label(sentence: str) -> tuple[float, int] | None:
    """Return the prior of the section that a sentence opens and where its label ends, or None."""
    match = _LABEL.match(sentence)
    if match is None:
        return None
    priors = [_PRIORS[word] for word in re.findall("[a-z]+", match[1].lower()) if word in _PRIORS]
    is_name = match[1].isupper() or len(match[1].split()) <= 3
    return (priors[-1], match.end()) if priors and is_name else None
