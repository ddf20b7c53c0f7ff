"""Texts of CSL: plain, but for the few tags that its processors know.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

import re

from litnotes_index.text.clean import one_line
from litnotes_index.text.markup import unmarked

_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_NOCASE = '<span class="nocase">'
_NAMES = {"i": "i", "em": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b"} | {
    "sub": "sub",
    "sup": "sup",
}
_TAG = re.compile(
    r"<(/?)(?:jats:)?(i|em|italic|b|strong|bold|sub|sup|sc)>"
    r"|<(/?)(span)(?: class=\"(nocase)\"| style=\"font-variant: ?(small-caps);?\")?>",
    re.IGNORECASE,
)


def rich(text: str) -> str:
    """Return a text in one line with CSL's tags, each of which is closed, and no other markup."""
    if "<" not in text:
        return one_line(unmarked(text))
    out: list[str] = []
    opened: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        out.append(unmarked(text[at : tag.start()]))
        at = tag.end()
        name = _NAMES.get((tag[2] or tag[4]).lower(), "span")
        if tag[1] or tag[3]:
            if opened and opened[-1] == name:
                out.append(f"</{opened.pop()}>")
        elif name != "span":
            opened.append(name)
            out.append(f"<{name}>")
        elif tag[5] or tag[6] or tag[2]:
            opened.append(name)
            out.append(_NOCASE if tag[5] else _SMALL_CAPS)
    out.append(unmarked(text[at:]))
    out.extend(f"</{name}>" for name in reversed(opened))
    return one_line("".join(out))
