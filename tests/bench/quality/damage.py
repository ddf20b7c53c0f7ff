"""What becomes of titles on their way: cut, mistyped, scanned, laid out in two columns."""

import re
from collections.abc import Callable
from random import Random

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SEEN_AS = (("rn", "m"), ("l", "1"), ("o", "0"), ("cl", "d"), ("i", "l"), ("m", "rn"), ("e", "c"))


def typo(title: str, rng: Random) -> str:
    """Return a title with a letter dropped, doubled, changed, or two exchanged."""
    places = [at for at, letter in enumerate(title) if letter.isalpha()]
    if len(places) < 2:
        return title
    at = rng.choice(places[1:])
    edits = (
        title[:at] + title[at + 1 :],
        title[:at] + title[at] + title[at:],
        title[:at] + rng.choice(_ALPHABET) + title[at + 1 :],
        title[: at - 1] + title[at] + title[at - 1] + title[at + 1 :],
    )
    return rng.choice(edits)


def typos(title: str, rng: Random) -> str:
    for _ in range(rng.choice((1, 1, 2, 3))):
        title = typo(title, rng)
    return title


def _case(title: str, rng: Random) -> str:
    return rng.choice((title.lower(), title.upper(), title.title()))


def _cut(title: str, rng: Random) -> str:
    parts = title.split()
    if len(parts) < 5:
        return title
    kept = " ".join(parts[: rng.randint(max(3, len(parts) // 2), len(parts) - 1)])
    return kept + rng.choice((" …", "…", "...", " ..."))


def _cut_short(title: str, rng: Random) -> str:
    least = max(20, int(len(title) * 0.55))
    return title[: rng.randint(least, len(title))] if len(title) > least else title


def _without_subtitle(title: str, rng: Random) -> str:
    head = re.split(r"[:?]| [–—-] ", title)[0].strip()
    return head if 3 <= len(head.split()) < len(title.split()) else title


def _broken(title: str, rng: Random) -> str:
    """A title out of a PDF: ligatures, and words parted at the end of a line."""
    for plain, one in (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        title = title.replace(plain, one)
    parts = title.split(" ")
    at = rng.randrange(len(parts))
    word = parts[at]
    if len(word) > 6 and word.isalpha():
        half = rng.randint(3, len(word) - 3)
        parts[at] = f"{word[:half]}- {word[half:]}"
    return " ".join(parts)


def _scanned(title: str, rng: Random) -> str:
    for _ in range(rng.choice((1, 2, 3))):
        letters, seen = rng.choice(_SEEN_AS)
        places = [m.start() for m in re.finditer(letters, title)]
        if places:
            at = rng.choice(places)
            title = title[:at] + seen + title[at + len(letters) :]
    return title


def _word_less(title: str, rng: Random) -> str:
    parts = title.split()
    if len(parts) > 4:
        small = [n for n, w in enumerate(parts) if len(w) < 5]
        del parts[rng.choice(small) if small and rng.random() < 0.6 else rng.randrange(len(parts))]
    return " ".join(parts)


def _word_more(title: str, rng: Random) -> str:
    parts = title.split()
    parts.insert(rng.randrange(len(parts) + 1), rng.choice(("the", "a", "new", "in", "for", "of")))
    return " ".join(parts)


def _other_order(title: str, rng: Random) -> str:
    parts = title.split()
    if len(parts) > 3:
        at = rng.randrange(len(parts) - 1)
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return " ".join(parts)


def _spaces(title: str, rng: Random) -> str:
    parts = title.split()
    if rng.random() < 0.5 and len(parts) > 2:
        at = rng.randrange(len(parts) - 1)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return " ".join(parts)
    return title.replace("-", rng.choice(("", " ")))


def _latex(title: str, rng: Random) -> str:
    title = re.sub(r"\b([A-Z]{2,}\w*)", r"{\1}", title).replace("&", r"\&")
    return title.replace("é", r"{\'e}").replace("ü", r"{\"u}").replace("ö", r"\"{o}")


def _decorated(title: str, rng: Random) -> str:
    forms = ("{} (extended abstract)", "“{}”", "*{}*", "{}.", "- {}", "{} [PDF]", "Title: {}")
    return rng.choice(forms).format(title)


DAMAGE: dict[str, Callable[[str, Random], str]] = {
    "as it is": lambda title, rng: title,
    "letter case": _case,
    "typos": typos,
    "cut with …": _cut,
    "cut short": _cut_short,
    "no subtitle": _without_subtitle,
    "PDF ligatures, hyphens": _broken,
    "OCR": _scanned,
    "a word less": _word_less,
    "a word more": _word_more,
    "word order": _other_order,
    "spaces, hyphens": _spaces,
    "LaTeX": _latex,
    "decorated": _decorated,
}
