r"""The characters that TeX commands stand for: LaTeX's own, `textcomp`, AMS, MathSciNet's.

The source is "The Comprehensive LaTeX Symbol List", as far as titles and names use it.
"""

import unicodedata
from collections.abc import Mapping

ACCENTS: Mapping[str, str] = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
    "t": "\u0361",
    "h": "\u0309",
    "G": "\u030f",
    "f": "\u0311",
    "ocirc": "\u030a",
    "polhk": "\u0328",
    "textcommabelow": "\u0326",
    "cedilla": "\u0327",
    "textdotbelow": "\u0323",
    # In math:
    "acute": "\u0301",
    "grave": "\u0300",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "ddot": "\u0308",
    "dot": "\u0307",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
    "underline": "\u0332",
    "overrightarrow": "\u20d7",
    "not": "\u0338",
}

_GREEK = """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς
tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω digamma ϝ
Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ
Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
"""
_TEXT = r"""
o ø O Ø ss ß SS ẞ ae æ AE Æ oe œ OE Œ aa å AA Å l ł L Ł i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ
NG Ŋ dbar đ Dbar Đ cprime ʹ cdprime ʺ textdollar $ textsterling £ pounds £ texteuro € euro € EUR €
textyen ¥ yen ¥ textcent ¢ textcurrency ¤ textwon ₩ textrupee ₹ textbackslash \ textbar | textless
< textgreater > textasciitilde ~ textasciicircum ^ textasciigrave ` textasciiacute ´
textasciimacron ¯ textasciidieresis ¨ textunderscore _ textbraceleft { textbraceright } textendash
– textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ”
textquotesingle ' textquotedbl " quotesinglbase ‚ quotedblbase „ glqq „ grqq “ glq ‚ grq ‘ flqq «
frqq » flq ‹ frq › guillemotleft « guillemotright » guillemetleft « guillemetright » guilsinglleft
‹ guilsinglright › lq ‘ rq ’ textexclamdown ¡ textquestiondown ¿ textregistered ® textcopyright ©
copyright © texttrademark ™ textservicemark ℠ textdegree ° textcelsius ℃ textmu μ micro μ textohm
Ω textmho ℧ textestimated ℮ textnumero № textperthousand ‰ textpertenthousand ‱ textonehalf ½
textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ² textthreesuperior ³
textordfeminine ª textordmasculine º textpm ± texttimes × textdiv ÷ textminus − textlnot ¬
textfractionsolidus ⁄ textbullet • textperiodcentered · textcdot · textellipsis … ldots … dots …
dotsc … dotsb … dotsm … textdagger † dag † textdaggerdbl ‡ ddag ‡ textsection § S § textparagraph
¶ P ¶ textbrokenbar ¦ textasteriskcentered ∗ textleftarrow ← textrightarrow → textuparrow ↑
textdownarrow ↓ textmusicalnote ♪ textbigcircle ◯ textopenbullet ◦ textvisiblespace ␣
textreferencemark ※ textinterrobang ‽ TeX TeX LaTeX LaTeX LaTeXe LaTeX2e BibTeX BibTeX XeTeX XeTeX
XeLaTeX XeLaTeX LuaTeX LuaTeX LuaLaTeX LuaLaTeX ConTeXt ConTeXt AmS AMS MF METAFONT slash / hyp -
textnonbreakinghyphen ‑ textthreequartersemdash — textschwa ə textglotstop ʔ textesh ʃ textyogh ʒ
texttheta θ textbeta β textphi ɸ textgamma ɣ textchi χ textepsilon ɛ textopeno ɔ textscripta ɑ
textltailn ɲ
"""
_OPERATORS = """
times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ∘ bullet • cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔
vee ∨ wedge ∧ lor ∨ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ oplus ⊕ ominus ⊖ otimes ⊗
oslash ⊘ odot ⊙ dagger † ddagger ‡ amalg ⨿ lhd ⊲ rhd ⊳ ltimes ⋉ rtimes ⋊ boxtimes ⊠ boxplus ⊞
bowtie ⋈ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ll ≪ gg ≫ lll ⋘ ggg ⋙ lesssim ≲ gtrsim ≳
lessapprox ⪅ gtrapprox ⪆ ne ≠ neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ asymp ≍ doteq ≐ propto ∝
varpropto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊
supsetneq ⊋ sqsubset ⊏ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ notin ∉ vdash ⊢ dashv ⊣ models ⊨ vDash
⊨ Vdash ⊩ perp ⊥ bot ⊥ top ⊤ mid ∣ nmid ∤ parallel ∥ nparallel ∦ triangleq ≜ coloneqq ≔ lt < gt >
less < sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcap ⋂ bigcup ⋃ bigoplus ⨁ bigotimes ⨂
bigvee ⋁ bigwedge ⋀ partial ∂ nabla ∇ infty ∞ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅
neg ¬ lnot ¬ aleph ℵ beth ℶ hbar ℏ hslash ℏ ell ℓ wp ℘ Re ℜ Im ℑ imath ı jmath ȷ prime ′ backprime
‵ angle ∠ measuredangle ∡ surd √ triangle △ bigtriangleup △ bigtriangledown ▽ triangledown ▽
square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊ bigstar ★ bigcirc ◯ clubsuit ♣ diamondsuit ♢
heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ checkmark ✓ complement ∁ mho ℧ Angstrom Å degree
° celsius ℃ ohm Ω to → gets ← rightarrow → leftarrow ← longrightarrow ⟶ longleftarrow ⟵ uparrow ↑
downarrow ↓ leftrightarrow ↔ updownarrow ↕ longleftrightarrow ⟷ Rightarrow ⇒ Leftarrow ⇐
Longrightarrow ⟹ Longleftarrow ⟸ Leftrightarrow ⇔ Longleftrightarrow ⟺ iff ⟺ implies ⟹ Uparrow ⇑
Downarrow ⇓ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ leftharpoonup
↼ rightleftharpoons ⇌ leftrightharpoons ⇋ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝
rightsquigarrow ⇝ twoheadrightarrow ↠ rightrightarrows ⇉ leftrightarrows ⇆ rightleftarrows ⇄
upharpoonright ↾ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace } lbrack [
rbrack ] vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖ backslash \\ colon : cdots ⋯ vdots ⋮ ddots
⋱ lll ⋘ therefore ∴ because ∵ ddagger ‡ upmu μ varGamma Γ varDelta Δ varOmega Ω nsubseteq ⊈ nleq ≰
ngeq ≱ gtrless ≷ trianglelefteq ⊴ trianglerighteq ⊵ blacktriangle ▲ earth ⊕ sun ☉ odots ⊙ female ♀
male ♂
"""
_MORE_OPERATORS = """
dotsi ⋯ dotso … leqq ≦ geqq ≧ lessgtr ≶ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ textlangle ⟨
textrangle ⟩ triangleleft ◁ triangleright ▷ vartriangleleft ⊲ vartriangleright ⊳ boxdot ⊡ boxminus ⊟
preccurlyeq ≼ succcurlyeq ≽ nsupseteq ⊉ sqsupset ⊐ circlearrowleft ↺ circlearrowright ↻ gimel ℷ
daleth ℸ eth ð IJ Ĳ ij ĳ rightangle ∟ sphericalangle ∢ twoheadleftarrow ↞ Subset ⋐ Supset ⋑ Cap ⋒
Cup ⋓ multimap ⊸ nvdash ⊬ nvDash ⊭ vartriangle △ blacklozenge ⧫ varUpsilon Υ
"""
# The letters of Russian and Ukrainian, in the names of their small forms.
_CYRILLIC = """
a а b б v в g г gup ґ d д e е yo ё zh ж z з i и ii і yi ї ie є ishrt й k к l л m м n н o о p п r р
s с t т u у f ф h х c ц ch ч sh ш shch щ hrdsn ъ ery ы sftsn ь erev э yu ю ya я
"""
_NAMED_OPERATORS = """
arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker
lg lim liminf limsup ln log max min mod Pr projlim sec sin sinh sup tan tanh
"""


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS: dict[str, str] = {
    **_pairs(_GREEK),
    **{f"text{name}": sign for name, sign in _pairs(_GREEK).items()},
    **_pairs(_TEXT),
    **_pairs(_OPERATORS.replace("\\\\", "\\")),
    **_pairs(_MORE_OPERATORS),
    **{f"cyr{name}": letter for name, letter in _pairs(_CYRILLIC).items()},
    **{f"CYR{name.upper()}": letter.upper() for name, letter in _pairs(_CYRILLIC).items()},
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": " ",
    "space": " ",
    "nobreakspace": " ",
    "newline": " ",
    "linebreak": " ",
    "par": "\n\n",
    "textnormal": "",
}
# Names of functions, which a blank parts from a word before or after them.
FUNCTIONS = frozenset(_NAMED_OPERATORS.split())

# Commands of one sign: spaces of all widths, what is escaped, and hints where to break a word.
SIGNS: Mapping[str, str] = {
    **{sign: sign for sign in "&%$#_{}"},
    **dict.fromkeys(" ,;:>\n\\\t", " "),
    **dict.fromkeys("-/!@+", ""),
    "|": "‖",
    "(": "(",
    ")": ")",
    "[": "[",
    "]": "]",
}

# Blackboard letters: ℂ and some more have their own places.
DOUBLE_STRUCK: Mapping[str, str] = {
    **{chr(65 + n): chr(0x1D538 + n) for n in range(26)},
    **dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    **{str(n): chr(0x1D7D8 + n) for n in range(10)},
}

_BELOW = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
_ABOVE = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡ"


def _lowered(signs: str) -> dict[int, str]:
    """Return a table from the characters that these are small forms of to them."""
    table = {ord(unicodedata.normalize("NFKD", sign)): sign for sign in signs}
    minus = table.pop(ord("−"))
    return {**table, ord("−"): minus, ord("-"): minus, ord("–"): minus}


SUBSCRIPTS: Mapping[int, str] = _lowered(_BELOW)
SUPERSCRIPTS: Mapping[int, str] = {
    **_lowered(_ABOVE),
    # What stands high without being made small.
    **{ord(sign): sign for sign in "′″*∗†‡°®™©"},
    ord("∘"): "°",
}
