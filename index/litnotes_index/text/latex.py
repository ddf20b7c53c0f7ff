r"""LaTeX in titles, shown as the characters that it stands for.

Only what is sure is decoded: escapes such as `\&`, accents, and the letters that have commands.
Math stays as it is, since clients may render it, and so does every other command.
"""

import re
import unicodedata

from litnotes_index.text.tex_symbols import ACCENTS, SYMBOLS

_DOTTED = {"\\i": "i", "\\j": "j"}
_BASE = r"(?:[^\W\d_]|\\[ij](?![A-Za-z]))"
_ACCENT = (
    # A sign takes the next letter; a letter needs braces, or a blank before the next letter.
    rf"\\(?:(?P<sign>['`^\"~=.])\s*(?:\{{(?P<a>{_BASE})\}}|(?P<b>{_BASE}))"
    rf"|(?P<mark>[cvuHkrdb])(?:\{{(?P<c>{_BASE})\}}|\s(?P<d>{_BASE})))"
)
_LETTER = r"\\(?P<letter>o|O|ss|ae|AE|oe|OE|aa|AA|l|L|i|j|dh|DH|th|TH)(?![A-Za-z])(?:\{\}|[ ])?"
_LATEX = re.compile(
    r"(?=[\\$~{])(?:"  # what all of it begins with: far faster than to try each at every place
    # Pandoc's rule tells math from prices: no blank inside the dollars, no digit after them.
    r"(?P<math>(?<!\\)\$(?!\s)(?:\\.|[^$\\])+?(?<!\s)\$(?!\d)|\\\(.{0,200}?\\\))"
    r"|\\(?P<escaped>[&%_#${}])"
    rf"|(?P<open>\{{)?(?:{_ACCENT}|{_LETTER})(?(open)\}}|)"
    # A tie stands between words; a tilde before a number ("~100 times") is only a tilde.
    r"|(?<=[^\W\d_])(?P<tie>~)(?=\w)|(?<=[.,)}])(?P<tie2>~)(?=\w)"
    r"|\\.)",
    re.DOTALL,
)


def decode(text: str) -> str:
    r"""Return the text with LaTeX escapes and accents as characters; itself where it has none.

    `$…$` and unknown commands are kept byte for byte, and so are protecting braces.
    """
    return _LATEX.sub(_replace, text) if "\\" in text or "~" in text else text


def _replace(match: re.Match[str]) -> str:
    if escaped := match["escaped"]:
        return escaped
    if accent := match["sign"] or match["mark"]:
        base = match["a"] or match["b"] or match["c"] or match["d"]
        return unicodedata.normalize("NFC", _DOTTED.get(base, base) + ACCENTS[accent])
    if letter := match["letter"]:
        return SYMBOLS[letter]
    return " " if match["tie"] or match["tie2"] else match[0]
