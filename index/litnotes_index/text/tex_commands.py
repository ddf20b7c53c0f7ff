"""What TeX commands make of their arguments, and which commands say nothing."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from litnotes_index.text.tex_symbols import ACCENTS, DOUBLE_STRUCK, SUBSCRIPTS, SUPERSCRIPTS

_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "ère", "e", "ème", "eme", "o", "a"})
_WIDE = frozenset({"overline", "underline", "widehat", "widetilde"})
_WIDEST = 3


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how many arguments it takes, and what they become.

    `math` says that they are formulas, `options` that something in brackets may stand before them.
    """

    need: int
    apply: Callable[[Sequence[str]], str]
    math: bool = False
    options: bool = True


def accented(base: str, accent: str) -> str:
    """Return a text with an accent on its first letter; itself where it has none."""
    base = base.strip()
    if not base:
        return ""
    first = {"ı": "i", "ȷ": "j"}.get(base[0], base[0])
    return unicodedata.normalize("NFC", first + accent) + base[1:]


def subscript(text: str) -> str:
    """Return a text set low, or as it is where Unicode does not have it."""
    text = text.strip()
    return _small(text, SUBSCRIPTS) or text


def superscript(text: str) -> str:
    """Return a text set high, or after a `^` where Unicode does not have it; ordinals as such."""
    text = text.strip()
    if text in _ORDINALS:
        return text
    return _small(text, SUPERSCRIPTS) or (text and f"^{_bracketed(text)}")


def _small(text: str, table: Mapping[int, str]) -> str:
    return text.translate(table) if all(ord(sign) in table for sign in text) else ""


def _high(text: str) -> str:
    return superscript(text).removeprefix("^")


def _wide(text: str, accent: str) -> str:
    text = text.strip()
    if len(text) > _WIDEST:
        return text
    return "".join(unicodedata.normalize("NFC", letter + accent) for letter in text)


def _bracketed(text: str) -> str:
    text = text.strip()
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _character(number: str) -> str:
    number = number.strip()
    hexadecimal = number.startswith('"')
    try:
        return chr(int(number.lstrip('"'), 16 if hexadecimal else 10))
    except (ValueError, OverflowError):
        return ""


def _nothing(_args: Sequence[str]) -> str:
    return ""


def _accent(name: str, sign: str) -> Command:
    if name in _WIDE:
        return Command(1, lambda args: _wide(args[0], sign))
    if name in ("^", "~"):
        # Without a letter, they are how to write the sign itself.
        return Command(1, lambda args: accented(args[0], sign) or name, options=False)
    return Command(1, lambda args: accented(args[0], sign), options=False)


_SILENT = """
em it bf sl sc rm tt sf up md itshape bfseries scshape slshape rmfamily sffamily ttfamily upshape
mdseries normalfont normalsize small footnotesize scriptsize tiny large Large LARGE huge Huge emph
textit textbf textsc textrm texttt textsf textsl textup textmd textnormal text mbox hbox fbox mathrm
mathit mathbf mathsf mathtt mathcal mathscr mathfrak mathnormal mathsfit boldsymbol bm pmb cal frak
operatorname textmath scriptscriptstyle textlf textsw
relax protect ignorespaces unskip noindent indent centering raggedright hfill vfill break allowbreak
nobreak smallskip medskip bigskip displaystyle textstyle scriptstyle limits nolimits nonumber
boldmath unboldmath null strut selectfont mathstrut item string bgroup egroup nolinebreak
nopagebreak newblock xspace leavevmode sloppy cyrchar url path nolinkurl natexlab
bibnamefont bibfnamefont lowercase MakeLowercase mkbibemph mkbibbold mkbibacro NoCaseChange nocase
"""
_SAYING_NOTHING = """
noopsort NoopSort Noopsort SortNoop sortnoop NOOP noop label vspace hspace color index phantom
hphantom vphantom fontsize selectlanguage thanks footnote footnotemark footnotetext cite citep citet
pagestyle hyphenation begin end includegraphics
"""
_LAST_OF_TWO = """
textcolor colorbox href bibinfo bibfield foreignlanguage texorpdfstring scalebox raisebox parbox
stackrel overset underset
"""
# Commands of type and layout; what is in braces after them is read as if they were not there.
SILENT = frozenset(_SILENT.split())
COMMANDS: Mapping[str, Command] = {
    **{name: Command(1, _nothing) for name in _SAYING_NOTHING.split()},
    **{name: Command(2, lambda args: args[1]) for name in _LAST_OF_TWO.split()},
    **{name: _accent(name, sign) for name, sign in ACCENTS.items()},
    **dict.fromkeys(
        ("frac", "tfrac", "dfrac", "nicefrac", "sfrac"),
        Command(2, lambda args: f"{_bracketed(args[0])}/{_bracketed(args[1])}"),
    ),
    **dict.fromkeys(
        ("enquote", "mkbibquote", "textquote", "blockquote"),
        Command(1, lambda args: f"“{args[0]}”"),
    ),
    "ket": Command(1, lambda args: f"|{args[0]}⟩"),
    "bra": Command(1, lambda args: f"⟨{args[0]}|"),
    "braket": Command(1, lambda args: f"⟨{args[0]}⟩"),
    "discretionary": Command(3, _nothing),
    "ensuremath": Command(1, lambda args: args[0], math=True),
    "mathbb": Command(1, lambda args: "".join(DOUBLE_STRUCK.get(c, c) for c in args[0])),
    "sqrt": Command(1, lambda args: f"√{_bracketed(args[0])}"),
    "mkbibparens": Command(1, lambda args: f"({args[0]})"),
    "mkbibbrackets": Command(1, lambda args: f"[{args[0]}]"),
    "textsubscript": Command(1, lambda args: subscript(args[0])),
    "textsuperscript": Command(1, lambda args: _high(args[0])),
    "textcircled": Command(1, lambda args: f"{args[0]}\u20dd" if args[0] else ""),
    "symbol": Command(1, lambda args: _character(args[0])),
    "uppercase": Command(1, lambda args: args[0].upper()),
    "MakeUppercase": Command(1, lambda args: args[0].upper()),
}
SUBSCRIPT = Command(1, lambda args: subscript(args[0]), options=False)
SUPERSCRIPT = Command(1, lambda args: superscript(args[0]), options=False)
