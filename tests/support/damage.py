"""Real texts, damaged as editors, networks, disks and people damage them, and worse."""

from collections.abc import Sequence
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
        suppress_health_check=list(HealthCheck),
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
        st.sampled_from(sorted(_KINDS)),
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
    by_line = step.kind.startswith("line")
    parts: Sequence[bytes] | bytes = text.splitlines(keepends=True) if by_line else text
    start, end = (len(parts) * place >> 16 for place in (first, last))
    if by_line:
        end = min(end, start + 40)
    changed = _KINDS[step.kind](parts, start, end, step.put, other)
    return changed if isinstance(changed, bytes) else b"".join(changed)


def _nested(text: bytes, at: int, count: int, put: bytes) -> bytes:
    return text[:at] + put * min(count, 3000) + text[at:]


_KINDS = {
    "cut off": lambda text, start, end, put, other: text[:end],
    "cut head": lambda text, start, end, put, other: text[start:],
    "delete": lambda text, start, end, put, other: text[:start] + text[end:],
    "delete a little": lambda text, start, end, put, other: text[:start] + text[start + 3 :],
    "flip": lambda text, start, end, put, other: (
        text[:start] + bytes([text[start] ^ (1 << end % 8)]) + text[start + 1 :] if text else text
    ),
    "put": lambda text, start, end, put, other: text[:start] + put + text[start:],
    "put around": lambda text, start, end, put, other: (
        text[:start] + put + text[start:end] + put + text[end:]
    ),
    "put in place": lambda text, start, end, put, other: (
        text[:start] + put + text[start + len(put) :]
    ),
    "nest": lambda text, start, end, put, other: _nested(text, start, end, put),
    "repeat": lambda text, start, end, put, other: text[:start] + text[start:end] * 3 + text[end:],
    "repeat a little": lambda text, start, end, put, other: (
        text[:start] + text[start : start + 20] * min(end, 300) + text[start:]
    ),
    "splice": lambda text, start, end, put, other: text[:start] + other[end * len(other) >> 16 :],
    "line deleted": lambda text, start, end, put, other: [*text[:start], *text[end:]],
    "line repeated": lambda text, start, end, put, other: [*text[:end], *text[start:]],
    "line swapped": lambda text, start, end, put, other: [
        *text[:start],
        *reversed(text[start:end]),
        *text[end:],
    ],
    "line joined": lambda text, start, end, put, other: [
        *text[:start],
        *(line.strip() for line in text[start:end]),
        *text[end:],
    ],
    "line indented": lambda text, start, end, put, other: [
        *text[:start],
        *(b"  " + line for line in text[start:end]),
        *text[end:],
    ],
}
