"""Other ways of finding a title by what is typed, as people use them: what litnotes stands beside.

Each is given the same titles and asked the same: the first few titles for what is typed so far.
"""

import re
import sqlite3
from collections.abc import Sequence
from typing import Protocol

from rapidfuzz import fuzz, process

_WORD = re.compile(r"\w+")
_SHORTEST_TRIGRAM = 3


class Finder(Protocol):
    """One way of finding titles."""

    def find(self, typed: str, limit: int) -> Sequence[str]:
        """Return the likeliest titles, best first."""
        ...


class Prefixes:
    """SQLite's FTS5: all words, the last as a prefix, in the order of bm25."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE t USING fts5"
            "(title, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4')"
        )
        self._database.executemany("INSERT INTO t VALUES (?)", ((title,) for title in titles))

    def find(self, typed: str, limit: int) -> Sequence[str]:
        """Return the likeliest titles, best first."""
        words = _WORD.findall(typed)
        if not words:
            return []
        last = "" if typed[-1:].isspace() else "*"
        asked = " ".join(f'"{word}"' for word in words) + last
        return _titles(self._database, asked, limit)


class Trigrams:
    """SQLite's FTS5 with its trigram tokenizer: what is typed, or each of its words, anywhere."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE t USING fts5(title, tokenize='trigram')")
        self._database.executemany("INSERT INTO t VALUES (?)", ((title,) for title in titles))

    def find(self, typed: str, limit: int) -> Sequence[str]:
        """Return the likeliest titles, best first."""
        whole = typed.strip().replace('"', "")
        if len(whole) < _SHORTEST_TRIGRAM:
            return []
        words = [word for word in _WORD.findall(whole) if len(word) >= _SHORTEST_TRIGRAM]
        found = list(_titles(self._database, f'"{whole}"', limit))
        if words and len(found) < limit:
            asked = " ".join(f'"{word}"' for word in words)
            found += _titles(self._database, asked, limit)
        return list(dict.fromkeys(found))[:limit]


class Ratios:
    """rapidfuzz's WRatio over all titles, in lower case."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles
        self._lower = [title.lower() for title in titles]

    def find(self, typed: str, limit: int) -> Sequence[str]:
        """Return the likeliest titles, best first."""
        found = process.extract(typed.lower(), self._lower, scorer=fuzz.WRatio, limit=limit)
        return [self._titles[place] for _, _, place in found]


class Subsequences:
    """The letters in order with others between, as the pickers of editors match.

    As in fzf: each word by itself, all of them anywhere; a letter counts, more so at the beginning
    of a word or next to the one before, and gaps cost; of equals the shorter title comes first.
    """

    _LETTER, _NEXT, _WORD_START, _GAP, _FURTHER = 16, 4, 8, 3, 1

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = [(title.lower(), title) for title in titles]
        self._typed = ""
        self._left = self._titles

    def find(self, typed: str, limit: int) -> Sequence[str]:
        """Return the likeliest titles, best first."""
        lower = typed.lower()
        # What did not match before cannot match with more letters.
        titles = self._left if lower.startswith(self._typed) else self._titles
        found: list[tuple[int, int, str]] = []
        left: list[tuple[str, str]] = []
        words = lower.split()
        for pair in titles:
            score = self._score(words, pair[0])
            if score is not None:
                left.append(pair)
                found.append((-score, len(pair[0]), pair[1]))
        self._typed, self._left = lower, left
        return [title for _, _, title in sorted(found)[:limit]]

    def _score(self, words: Sequence[str], title: str) -> int | None:
        total = 0
        for word in words:
            score = self._score_word(word, title)
            if score is None:
                return None
            total += score
        return total

    def _score_word(self, word: str, title: str) -> int | None:
        # The first place where all letters have come, and from there back: the shortest such span.
        at = -1
        for letter in word:
            at = title.find(letter, at + 1)
            if at < 0:
                return None
        places: Sequence[int]
        whole = title.find(word)
        if whole >= 0:
            starting = f" {title}".find(f" {word}")
            places = (
                range(starting, starting + len(word))
                if starting >= 0
                else range(whole, whole + len(word))
            )
        else:
            backwards: list[int] = []
            at += 1
            for letter in reversed(word):
                at = title.rfind(letter, 0, at)
                backwards.append(at)
            places = backwards[::-1]
        score, before = 0, -1
        for place in places:
            score += self._LETTER
            if place == 0 or not title[place - 1].isalnum():
                score += self._WORD_START
            if before >= 0 and place == before + 1:
                score += self._NEXT
            elif before >= 0:
                score -= self._GAP + self._FURTHER * (place - before - 2)
            before = place
        return score


def _titles(database: sqlite3.Connection, asked: str, limit: int) -> Sequence[str]:
    rows = database.execute(
        "SELECT title FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (asked, limit)
    )
    return [title for (title,) in rows]
