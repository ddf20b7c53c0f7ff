"""Markup in titles, names and abstracts: HTML, JATS, MathML and TeX, shown as plain text.

Only what is surely markup goes: "a < b", "p<0.05" and `<mask>` stay, and so does TeX math, as in
`latex.py`. JATS is https://jats.nlm.nih.gov, the XML that publishers send to Crossref.
"""

import re
from html import unescape
from html.entities import html5

from litnotes_index.text.clean import one_line
from litnotes_index.text.latex import decode

_MARK = re.compile(r"[&<\\~{]")
# An ampersand may have been made an entity again and again.
_ENTITY = re.compile(
    r"&(?:amp;){0,3}+(?:(?P<number>#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});)|(?P<name>\w{2,31};))"
    r"|&(?:amp;){1,4}+"
)
_BLOCK = r"(?:jats:)?(?:p|br|div|li|ul|ol|h[1-6]|sec|title|list|list-item|disp-formula)"
_INLINE = (
    r"i|b|u|em|strong|sub|sup|sc|scp|span|small|tt|code|font|italic|bold|inf|underline|a|tex"
    r"|fixed-case|inline-formula|tex-math|named-content|alternatives"
    r"|math|semantics|m(?:row|i|n|o|sub|sup|subsup|text|space|frac|over|under|sqrt|style|fenced)"
    r"|(?:jats|mml):[a-z-]{1,30}"
)
_ATTRIBUTES = r"""(?:\s++[\w:.-]++\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>]++))*+\s*+"""
_TAG = re.compile(rf"</?(?:(?P<block>{_BLOCK})|(?:{_INLINE})){_ATTRIBUTES}/?>", re.IGNORECASE)

_FONT = (
    r"emph|text(?:it|bf|tt|sc|rm|sf|sl|up|md|normal|superscript|subscript)?|mbox|uppercase|enquote"
)
_TEX = re.compile(
    r"(?=[\\${])(?:"  # what all of it begins with, which is far faster
    r"(?:(?<!\\)\$(?!\s)(?:\\.|[^$\\])++(?<!\s)\$(?!\d))"
    rf"|\\(?:{_FONT})\s*+\{{(?P<set>[^{{}}\\$]*+)\}}"
    r"|\{\\(?:it|bf|em|sc|tt|rm|sf|sl)(?:series|shape|family)?(?![A-Za-z])\s*+"
    r"(?P<begun>[^{}\\$]*+)\}"
    r"|\\(?:[A-Za-z]++\s*+(?:\{[^{}]*+\})?|.)"
    # What keeps the case of a part of a word would part the word.
    r"|(?<=[^\W_])\{(?P<after>[A-Z][^\W_]*+)\}"
    r"|(?<![\w^}])\{(?P<before>[A-Z][^\W_]*+)\}(?=[^\W_]))",
    re.DOTALL,
)
_DEEPEST = 3


def plain(text: str) -> str:
    """Return a text in one line and without markup; empty where there is nothing else.

    TeX math and unknown commands are kept as they are written.
    """
    return one_line(unmarked(text)) if _MARK.search(text) else one_line(text)


def unmarked(text: str) -> str:
    """Return a text without markup; a block of HTML begins and ends a line."""
    text = decode(without_tags(text))
    if "{" in text:
        for _ in range(_DEEPEST):
            bare = _TEX.sub(lambda tex: tex[tex.lastgroup] if tex.lastgroup else tex[0], text)
            if bare == text:
                break
            text = bare
    return text


def without_tags(text: str) -> str:
    """Return a text with the markup of TeX only; a block of HTML begins and ends a line."""
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return _TAG.sub(lambda tag: "\n" if tag["block"] else "", text) if "<" in text else text


def _entity(match: re.Match[str]) -> str:
    if number := match["number"]:
        return unescape(f"&{number}")
    name = match["name"]
    return html5.get(name, f"&{name}") if name else "&"
