"""Writes `common_words.txt` and `common_starts.txt` of `index/litnotes_index/text/` anew.

    python tests/bench/common_words.py ../shared/data/corpus/*.jsonl.gz

From abstracts as JSON lines: the words that stand in at least one of a thousand records, those in
most records first; and two words with the first letter of a third, that stand so in at least one
of a thousand abstracts, with the number of records of ten thousand.
"""

import gzip
import re
import sys
from collections import Counter
from pathlib import Path

import orjson

from litnotes_index.text import words
from litnotes_index.text.prose import OF, STARTS

FOLDER = Path(__file__).parents[2] / "index/litnotes_index/text"
_RARE = 1_000
_PLAIN = re.compile("[a-z]+")


def main() -> None:
    """Count, and write the lists."""
    records: Counter[str] = Counter()
    starts: Counter[tuple[str, str, str]] = Counter()
    total = 0
    for name in sys.argv[1:]:
        with gzip.open(name, "rb") as lines:
            for line in lines:
                record = orjson.loads(line)
                abstract = words(record.get("abstract") or "")
                records.update({*words(record.get("title") or ""), *abstract})
                pairs = zip(abstract, abstract[1:], abstract[2:], strict=False)
                starts.update({(one, two, three[0]) for one, two, three in pairs})
                total += 1
    plain = [w for w, n in records.items() if n * _RARE >= total and _PLAIN.fullmatch(w)]
    plain.sort(key=lambda word: (-records[word], word))
    (FOLDER / "common_words.txt").write_text("\n".join(plain) + "\n", encoding="ascii")
    lines_of_starts = listed(starts, total)
    (FOLDER / STARTS).write_text("\n".join(lines_of_starts) + "\n", encoding="ascii")
    print(f"{len(plain):,} words and {len(lines_of_starts):,} pairs of {total:,} records")


def listed(starts: Counter[tuple[str, str, str]], total: int) -> list[str]:
    """Return a line for each two words, with every letter that often follows and its count."""
    pairs: dict[str, str] = {}
    for (one, two, letter), count in sorted(starts.items()):
        if count * _RARE >= total and all(map(_PLAIN.fullmatch, (one, two, letter))):
            pair = f"{one} {two}"
            pairs[pair] = f"{pairs.get(pair, pair)} {letter}{round(count * OF / total)}"
    return list(pairs.values())


if __name__ == "__main__":
    main()
