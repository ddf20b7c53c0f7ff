r"""Text of CSL items as TeX that every engine sets, and that BibTeX's counting of braces survives.

BibTeX counts a brace after a backslash as well, so none is ever written but in pairs.
"""

import re

from litnotes_index.text.clean import one_line
from litnotes_index.text.tex_commands import COMMANDS, SILENT
from litnotes_index.text.tex_symbols import ACCENTS, FUNCTIONS, SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS

_SPECIAL = str.maketrans({
    **{sign: f"\\{sign}" for sign in "#%&$_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
})  # fmt: skip
# Two of these are one sign to TeX.
_PAIRS = re.compile(r"([-'])(?=\1)")
# What CSL's processors take for markup, and nothing else.
_TAG = (
    r"</?(?:i|b|em|strong|sub|sup|sc)>"
    r"|<span (?:class=\"nocase\"|style=\"font-variant: ?small-caps;?\")>|</span>"
)
_COMMANDS = {
    "i": r"\textit{",
    "em": r"\textit{",
    "b": r"\textbf{",
    "strong": r"\textbf{",
    "sub": r"\textsubscript{",
    "sup": r"\textsuperscript{",
    "sc": r"\textsc{",
}
# As Pandoc tells math from prices: no blank inside the dollars, no digit after them.
_MATH = r"(?<!\\)\$(?!\s)(?:\\.|[^$\\]){1,500}?(?<![\s\\])\$(?!\d)"
_LOOKS_LIKE_MATH = re.compile(r"\$(?:.{1,3}|.*[\\^_{}=+<>].*)\$", re.DOTALL)
# Of LaTeX and amsmath, what is more than a sign or how one looks.
_MORE_COMMANDS = """
left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm
Biggm binom dbinom tbinom cfrac genfrac choose over pmod bmod pod underbrace overbrace substack
boxed xrightarrow xleftarrow overleftarrow overleftrightarrow underleftarrow underrightarrow
"""
# Accents that are one letter are those of text.
_MATH_COMMANDS = frozenset(
    {*SYMBOLS, *COMMANDS, *FUNCTIONS, *SILENT, *_MORE_COMMANDS.split()}
    - {name for name in ACCENTS if len(name) == 1}
)
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
_IN_MATH = re.compile(r"\\.|[{}]", re.DOTALL)
# Letters that stand alone are symbols, which LaTeX by itself has in formulas only.
_SYMBOL_NAMES = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega leq geq neq infty approx sim
equiv in subset subseteq rightarrow leftarrow leftrightarrow Rightarrow forall exists partial nabla
sum prod int ell cup cap oplus otimes
"""
_SYMBOLS = {SYMBOLS[name]: name for name in _SYMBOL_NAMES.split()}
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_SIGN = "".join(_SYMBOLS)
_SYMBOL = rf"(?<![{_GREEK}])[{_SIGN}](?![{_GREEK}])"
_TOKEN = re.compile(
    rf"(?P<tag>{_TAG})|(?P<math>{_MATH})|(?P<symbol>{_SYMBOL})"
    rf"|(?P<word>[^\W_]+)|(?P<other>[^\w<${_SIGN}]+|.)",
    re.DOTALL,
)
_LOW, _HIGH = (
    {small: chr(sign) for sign, small in table.items() if small.isalnum() or chr(sign) in "+-=()"}
    for table in (SUBSCRIPTS, SUPERSCRIPTS)
)
_SMALL = re.compile(f"[{''.join(_LOW)}]+|[{''.join(_HIGH)}]+")
_LONG_WORD = 4
_FEWEST_WORDS = 3  # by which capitals show to be those of a style
_NEW_BEGIN = re.compile(r":\s")


def text(value: str) -> str:
    """Return a text in one line as TeX."""
    line = one_line(value)
    if line.isascii() and "<" not in line and "$" not in line:
        return _escaped(line)  # which is much faster for abstracts
    return _written(line, protects=False)


def title(value: str) -> str:
    """Return a title as TeX, with braces around what no style may put in small letters.

    That is each word with a capital inside; and names, where not all words have a capital.
    """
    return _written(one_line(value), protects=True)


def paragraphs(value: str) -> str:
    """Return a text with blank lines between its paragraphs, which lines are, as TeX."""
    return "\n\n".join(written for line in value.splitlines() if (written := text(line)))


def verbatim(value: str) -> str:
    """Return an address or identifier, which is no text: as it is, but with its braces in pairs.

    Nor does it have a backslash, which would be a command's, or one with the brace at its end.
    """
    value = one_line(value).replace(" ", "%20").replace("\\", "%5C")
    return value if _is_balanced(value) else value.replace("{", "%7B").replace("}", "%7D")


def _written(value: str, *, protects: bool) -> str:
    names_only = not _is_title_case(value)
    out: list[str] = []
    tags: list[str] = []
    begins = True
    for token in _TOKEN.finditer(value):
        kind, told = token.lastgroup, token[0]
        if kind == "tag":
            out.append(_tag(told, tags))
            continue
        if kind == "word":
            protected = protects and not tags and _is_kept(told, begins, names_only=names_only)
            written = _escaped(told)
            out.append(f"{{{written}}}" if protected else written)
            begins = False
        elif kind == "symbol":
            out.append(rf"{{$\{_SYMBOLS[told]}$}}")
        elif kind == "math" and _is_math(told):
            out.append(f"{{{told}}}")
        else:
            out.append(_escaped(told))
            begins = begins or _NEW_BEGIN.search(told) is not None
    out.extend("}" for _ in tags)
    return "".join(out)


def _tag(told: str, tags: list[str]) -> str:
    """Return what a tag opens or closes; nothing for one that closes what is not open."""
    name = told.strip("</>").partition(" ")[0]
    if told.startswith("</"):
        if not tags or tags[-1] != name:
            return ""
        tags.pop()
        return "}"
    tags.append(name)
    if name == "span":
        return r"\textsc{" if "small-caps" in told else "{"
    return _COMMANDS[name]


def _escaped(value: str) -> str:
    value = _PAIRS.sub(r"\1{}", value.translate(_SPECIAL))
    return _SMALL.sub(_small, value) if not value.isascii() else value


def _small(match: re.Match[str]) -> str:
    table, command = (_LOW, "sub") if match[0][0] in _LOW else (_HIGH, "super")
    return rf"\text{command}script{{{''.join(map(table.__getitem__, match[0]))}}}"


def _is_math(told: str) -> bool:
    """Return whether it is TeX, and no macro of its writer's own is in it, which stops others."""
    names = filter(None, _COMMAND.findall(told))
    is_math = _LOOKS_LIKE_MATH.fullmatch(told) is not None and _is_balanced(told)
    return is_math and all(name in _MATH_COMMANDS for name in names)


def _is_balanced(value: str) -> bool:
    """Return whether braces come in pairs, as BibTeX counts them and as TeX does."""
    depth = 0
    for match in _IN_MATH.finditer(value):
        if match[0] in ("\\{", "\\}"):
            return False
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth < 0:
            return False
    return depth == 0


def _is_title_case(value: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", value)[1:] if len(word) >= _LONG_WORD]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and capitals * 5 >= len(words) * 3


def _is_kept(word: str, begins: bool, *, names_only: bool) -> bool:
    if any(letter.isupper() for letter in word[1:]):
        return True
    if begins or not word[0].isupper():
        return False
    return names_only or (len(word) == 1 and word not in "AI")
