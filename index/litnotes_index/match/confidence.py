"""How sure a match is: the probability that a paper is meant, beside other papers and none.

A softmax over the candidates and none of them; `tests/bench/quality/fit_matching.py` fits the
weights to lines that it makes of known papers, and to lines of papers that are not there.
"""

import math
from collections.abc import Sequence

WEIGHTS: tuple[float, ...] = (
    0.95,  # bias
    -0.56,  # missing_inside
    1.55,  # missing_where_cut
    -2.76,  # missing_at_end
    -0.58,  # missing_before_more
    -0.58,  # missing_head
    3.08,  # weight
    -1.37,  # extra_right
    -0.35,  # extra_subtitle
    -1.82,  # unlike
    0.46,  # first_author
    0.68,  # authors
    -3.73,  # other_authors
    0.95,  # year
    -1.73,  # year_near
    -3.16,  # other_year
    0.85,  # venue
    -1.56,  # numeral
    2.94,  # nickname
    3.98,  # acronym
    0.98,  # whole_telling
    -1.27,  # unexplained
    -1.20,  # vague_other_authors
    -0.47,  # vague_other_year
    -1.09,  # replaced
    -1.90,  # any_missing
    -2.77,  # any_inside
    -3.32,  # any_hanging
    -1.70,  # beside
    -1.89,  # bare_beside
    -0.69,  # bare
    -0.44,  # uncovered
    -2.24,  # vague_beside
    -1.66,  # little
    -1.31,  # beaten
)


def score(values: Sequence[float]) -> float:
    """Return the score of a candidate, where 0 is that of none."""
    return sum(w * v for w, v in zip(WEIGHTS, values, strict=True))


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return how probable it is that each candidate is meant; the rest to 1 is that none is."""
    top = max(0.0, *scores) if scores else 0.0
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares) + math.exp(-top)
    return [share / total for share in shares]
