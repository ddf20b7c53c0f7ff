"""Writes `index/litnotes_index/text/common_words.txt` anew from abstracts as JSON lines.

    python tests/bench/common_words.py ../shared/data/corpus/*.jsonl.gz

The words that stand in at least one of a thousand records, those in most records first.
"""

import gzip
import re
import sys
from collections import Counter
from pathlib import Path

import orjson

from litnotes_index.text import words

TARGET = Path(__file__).parents[2] / "index/litnotes_index/text/common_words.txt"
_RARE = 1_000


def main() -> None:
    """Count, and write the list."""
    records: Counter[str] = Counter()
    total = 0
    for name in sys.argv[1:]:
        with gzip.open(name, "rb") as lines:
            for line in lines:
                record = orjson.loads(line)
                text = f"{record.get('title') or ''} {record.get('abstract') or ''}"
                records.update(set(words(text)))
                total += 1
    plain = [w for w, n in records.items() if n * _RARE >= total and re.fullmatch("[a-z]+", w)]
    plain.sort(key=lambda word: (-records[word], word))
    TARGET.write_text("\n".join(plain) + "\n", encoding="ascii")
    print(f"{len(plain):,} words of {total:,} records")


if __name__ == "__main__":
    main()
