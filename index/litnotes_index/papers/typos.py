"""How far what is typed may be from the word that is meant."""

SHORTEST_NAME = 3
"""The shortest beginning of an author's name that stands for it."""
SHORTEST_TYPO = 3
"""So many letters may be one that is wrong; fewer are taken as they are."""
_SHORTEST_TWO_TYPOS = 8


def edits(word: str) -> int:
    """Return how many typos a word may have, by its length."""
    if len(word) < SHORTEST_TYPO:
        return 0
    return 2 if len(word) >= _SHORTEST_TWO_TYPOS else 1


def is_initial(word: str) -> bool:
    """Return whether a typed word may be the first letter of one: the `e` of `e-greedy` is."""
    return len(word) == 1 and word.isalpha()
