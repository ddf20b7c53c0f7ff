"""Real texts, damaged as editors, networks, disks and people damage them, and worse."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

_LARGEST = 1 << 17  # bytes; what grows beyond that is cut
_MOST_STEPS = 6
TOKENS: tuple[bytes, ...] = (
    *(b"\0", b"\x1b[31m", b"\r", b"\r\n", b"\n", b"\n\n", b"\t", b"\x0b\x0c\x1c", b"\x85", b"\xa0"),
    *(
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf0\x9f",
        b"\xc0\x80",
        b"\x1f\x8b",
    ),
    *("\u2028\u2029".encode(), "\u202e".encode(), "\u200b".encode(), "e\u0301".encode()),
    *("🙂".encode(), "日本".encode(), "ǅ".encode(), "İ".encode(), "ﬁ".encode(), "½²①".encode()),
    *(b"{", b"}", b"[", b"]", b"(", b")", b"<", b">", b'"', b"'", b"`", b"\\", b"/", b"|", b"#"),
    *(b"$", b"%", b"&", b"~", b"^", b"_", b"*", b"@", b"-", b"=", b":", b",", b";", b".", b"!"),
    *(b"[[", b"]]", b"](", b"![", b"---\n", b"```\n", b"$$", b"<!--", b"-->", b"<![CDATA[", b"]]>"),
    *(b"</", b"/>", b"<?", b"&amp;", b"&#0;", b"&#xd800;", b"&#x110000;", b"&lol;", b"<b a='"),
    *(b"\\u0000", b"\\ud800", b"\\u", b"\\x", b"\\'{", b"\\emph{", b"null", b"true", b"-1e999"),
    *(b"NaN", b"0000", b"9" * 400, b"2024-02-30", b"10.1234/x", b"arXiv:2401.00001", b"http://"),
    *(b"@article{", b"@string{a = ", b"@comment{", b"@preamble{", b" # ", b" and ", b" and others"),
    *(
        b"TY  - JOUR\n",
        b"ER  - \n",
        b"PMID- 1\n",
        b"TI  - ",
        b"- id: a\n",
        b"title: ",
        b"&a ",
        b"*a",
    ),
    *(b"!!python/object:os.system ", b"? ", b"|\n", b">-\n", b"{key.__class__}", b"{0}", b"%s"),
    *(
        b"<paper>",
        b"</paper>",
        b"<title>",
        b"<entry>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"xmlns='",
    ),
)


def fuzzing(soak: int, examples: int) -> settings:
    """Return how much is tried: always the same, but in a soak."""
    return settings(
        max_examples=examples * soak,
        derandomize=soak == 1,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=(Phase.generate, Phase.shrink),
    )


class Step(NamedTuple):
    """One damage: what is done, between which two places (of 65,536), with which bytes."""

    kind: str
    one: int
    two: int
    put: bytes


def damaged(seeds: Sequence[bytes], *tokens: bytes) -> st.SearchStrategy[bytes]:
    """Return these texts with a few damages in each; tokens are put in as ours are."""
    steps = st.builds(
        Step,
        st.sampled_from(sorted((*_BYTES, *_LINES))),
        st.integers(0, 65_535),
        st.integers(0, 65_535),
        st.sampled_from((*tokens, *TOKENS)) | st.binary(max_size=4),
    )
    others = st.sampled_from(seeds)

    def apply(text: bytes, done: list[Step], other: bytes) -> bytes:
        return reduce(lambda so_far, step: _after(so_far, step, other), done, text)[:_LARGEST]

    return st.builds(apply, others, st.lists(steps, max_size=_MOST_STEPS), others)


def _after(text: bytes, step: Step, other: bytes) -> bytes:
    first, last = sorted((step.one, step.two))
    if step.kind.startswith("line"):
        lines = text.splitlines(keepends=True)
        start = len(lines) * first >> 16
        end = min(len(lines) * last >> 16, start + 40)
        return b"".join(_LINES[step.kind](lines, start, end))
    start, end = (len(text) * place >> 16 for place in (first, last))
    return _BYTES[step.kind](text, start, end, step.put, other)


def _flipped(text: bytes, at: int, bit: int) -> bytes:
    return text[:at] + bytes(byte ^ (1 << bit % 8) for byte in text[at : at + 1]) + text[at + 1 :]


_BYTES: dict[str, Callable[[bytes, int, int, bytes, bytes], bytes]] = {
    "cut off": lambda text, a, b, put, other: text[:b],
    "cut head": lambda text, a, b, put, other: text[a:],
    "delete": lambda text, a, b, put, other: text[:a] + text[b:],
    "delete a little": lambda text, a, b, put, other: text[:a] + text[a + 3 :],
    "flip": lambda text, a, b, put, other: _flipped(text, a, b),
    "put": lambda text, a, b, put, other: text[:a] + put + text[a:],
    "put around": lambda text, a, b, put, other: text[:a] + put + text[a:b] + put + text[b:],
    "put in place": lambda text, a, b, put, other: text[:a] + put + text[a + len(put) :],
    "nest": lambda text, a, b, put, other: text[:a] + put * min(b, 3000) + text[a:],
    "repeat": lambda text, a, b, put, other: text[:a] + text[a:b] * 3 + text[b:],
    "repeat a little": lambda text, a, b, put, other: (
        text[:a] + text[a : a + 20] * min(b, 300) + text[a:]
    ),
    "splice": lambda text, a, b, put, other: text[:a] + other[len(other) // 2 :],
}
_LINES: dict[str, Callable[[list[bytes], int, int], list[bytes]]] = {
    "line deleted": lambda lines, a, b: [*lines[:a], *lines[b:]],
    "line repeated": lambda lines, a, b: [*lines[:b], *lines[a:]],
    "line swapped": lambda lines, a, b: [*lines[:a], *reversed(lines[a:b]), *lines[b:]],
    "line joined": lambda lines, a, b: [
        *lines[:a],
        *(line.strip() for line in lines[a:b]),
        *lines[b:],
    ],
    "line indented": lambda lines, a, b: [
        *lines[:a],
        *(b"  " + line for line in lines[a:b]),
        *lines[b:],
    ],
}
