"""Where the sentences of an abstract end."""

import re

# A search that begins with a set of characters is fast, and a run of stops is looked at once.
_STOP = re.compile(
    r"""
    [.!?…。！？｡।۔؟\n]
    (?: (?<=[.!?…]) (?<![.!?…].) [.!?…]*+ (?:\[[\d,;\s–-]{1,40}\])? (?:\s»)?
        ["'”’»)\]}$*]*+ (?=\s|$)
      | (?P<sure>
          (?<=[。！？｡।۔؟]) [。！？｡।۔؟]*+ [」』”’）)\]]*
        | (?<=\n) \s*\n
          # A space is often lost where lines were joined.
        | (?<=[a-z)\]]\.) (?=(?:We|The|In|This|Our|It|These|However|To|Moreover|Furthermore)[ ,])
        )
    )
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"""\s*(["'“‘«(\[{*`]*)(?:\\[a-z]{1,20}\{)?(\S{1,40})""")
_LAST = re.compile(r"(?:.*[\s(\[{\"'“‘])?(.*)", re.DOTALL)
# What a full stop inside does not end: math, and what stands in brackets.
_HELD = re.compile(
    r"\$\$?[^\s$](?:[^$]{0,300}[^\s$\\])?\$(?!\d)|\([^()]{0,300}\)|\[[^\[\]]{0,300}\]"
)
# Names that begin with a small letter (word2vec, mBERT, k-means), a Greek letter, items of a list.
_SMALL_START = re.compile(r"[a-z]+-?[A-Z\d]|[a-z]-[a-z]|[α-ω](?![α-ω])|(?:[ivx]{1,4}|[a-h])\)")
_NUMBERED = re.compile(r"[\d$\\#]|[A-Z]?\d|[A-Z]\.\d")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Z]|(?:[A-Za-z]{1,2}\.)+[A-Za-z]")
_ITEM = re.compile(r"\s*(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})")
# After these a sentence goes on, whatever follows.
_ALWAYS = frozenset(
    """
    e.g eg i.e ie cf vs viz resp approx ca w.r.t wrt a.k.a s.t dr prof mr mrs ms st mt incl esp
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
# After these it goes on where a number follows.
_BEFORE_NUMBER = frozenset(
    """
    fig figs eq eqs eqn eqns sec secs sect ch chap tab tabs ref refs no nos vol vols p pp thm def
    prop lem cor alg app ex art jan feb mar apr jun jul aug sep sept oct nov dec al
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
# After these, and after initials, it goes on unless the next word is one that begins sentences.
_BEFORE_NAME = frozenset(["al", "inc", "ltd", "corp", "jr", "sr", "univ", "proc", "conf", "dept"])
_STARTERS = frozenset(
    """
    a additionally all although an and as at based because both but by compared despite each
    existing experiments extensive finally first for from furthermore given hence here how however
    if in instead it its many moreover most on one or our recent recently results second since some
    specifically such that the their then there therefore these they this those though thus to
    unfortunately unlike using we what when where whereas whether which while why with yet
    """.split()  # noqa: SIM905 - a list of them would be a page long
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, verbatim, in order; empty for a text of nothing but space."""
    found: list[str] = []
    start = 0
    held = [match.span() for match in _HELD.finditer(text)] if "(" in text or "$" in text else []
    first_held = 0
    for stop in _STOP.finditer(text):
        while first_held < len(held) and held[first_held][1] <= stop.start():
            first_held += 1
        if stop["sure"] is None:
            inside = first_held < len(held) and _is_inside(text, start, stop, held[first_held])
            if inside or not _ends(text, start, stop):
                continue
        if sentence := text[start : stop.end()].strip():
            found.append(sentence)
        start = stop.end()
    if rest := text[start:].strip():
        found.append(rest)
    return found


def _is_inside(text: str, start: int, stop: re.Match[str], held: tuple[int, int]) -> bool:
    """Return whether a stop is within math or brackets, which did not begin the sentence itself."""
    opening, closing = held
    return (
        opening < stop.start()
        and stop.end() < closing
        and (text[opening] == "$" or not text[start:opening].isspace())
        and opening > start
    )


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether a stop before a space ends a sentence that began at `start`."""
    after = _NEXT.match(text, stop.end())
    if after is None:
        return True
    opened, word = after[1], after[2]
    if not _may_begin(word):
        return False
    if text[stop.start()] != ".":
        return _last_word(text, start, stop.start() + 1) != "Yahoo!" or _is_starter(word)
    if _ITEM.fullmatch(text, start, stop.start()):
        return False
    last = _last_word(text, start, stop.start())
    is_word_of_capitals = len(last) > 1 and last.isupper() and "." not in last
    small = last if is_word_of_capitals else last.lower()
    if small in _ALWAYS:
        return False
    if small in _BEFORE_NUMBER and (_NUMBERED.match(word) or (opened and word[0].isdigit())):
        return False
    if small in _BEFORE_NAME or _INITIALS.fullmatch(last):
        return _is_starter(word)
    return True


def _last_word(text: str, start: int, end: int) -> str:
    match = _LAST.match(text, max(start, end - 40), end)
    return match[1] if match else ""


def _is_starter(word: str) -> bool:
    return word.rstrip(",:").lower() in _STARTERS


def _may_begin(word: str) -> bool:
    first = word[0]
    if first.isalpha():
        return not first.islower() or _SMALL_START.match(word) is not None
    return first.isdigit() or first in "$\\"
