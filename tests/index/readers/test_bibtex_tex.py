"""TeX as plain text, and addresses without it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litnotes_index.text.tex import plain, verbatim


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("", ""),
        ("plain words, it's so", "plain words, it's so"),
        ("{Braces} {{keep}} c{A}se", "Braces keep cAse"),
        # Accents.
        (r"M{\"o}ller M\"{o}ller M\"oller M{\"{o}}ller", "Möller Möller Möller Möller"),
        (r"{\'E}t\'e \`a \^{e} \~n \=a \.z", "Été à ê ñ ā ż"),
        (r"na\"{\i}ve na\"\i ve \'{\i} \^{\j}", "naïve naïve í ĵ"),
        (r"{\v S}kola \v{s} \v s \c{c} \c c \H{o} {\H o} \k{a} \r{u} \d{t} \b{d} \u{g}",
         "Škola š š ç ç ő ő ą ů ṭ ḏ ğ"),
        (r"\ss{} \o{} {\O} \ae\oe{} \aa ngstr\"om \AA{} \l{}\'od\'z {\L}ukasz \th{} \dh \dj{} \i",
         "ß ø Ø æœ ångström Å łódź Łukasz þ ðđ ı"),
        (r"\t{oo} \textcommabelow{s} \ocirc{u}", "o͡o ș ů"),
        (r"\~{} \^{} \'{}", "~ ^ "),
        (r"\CYRM\cyri\cyrr{} {\cyrchar\CYRYA}\cyrsh", "Мир Яш"),
        # Signs.
        (r"A\&B 5\% \$5 \#1 a\_b \{x\}", "A&B 5% $5 #1 a_b {x}"),
        (r"a\,b a\;b a~b a\ b a\\b a\quad b", "a b a b a b a b a b a b"),
        (r"hy\-phen a\/b", "hyphen ab"),
        ("1--2 a---b -", "1–2 a—b -"),
        ("``a'' `b' ,,c''", "“a” ‘b' ,,c”"),
        ("?`Qu? !`A! !``b''", "¿Qu? ¡A! !“b”"),
        (r"?`Qu\'e? !`\'Ea! $n!`$", "¿Qué? ¡Éa! n!`"),
        (r"\textendash{} \textemdash \textquoteright s \copyright{} \texttrademark \ldots{}x",
         "– —’s © ™…x"),
        (r"\guillemotleft x\guillemotright{} \textless\textgreater \textbackslash x", "«x» <>\\x"),
        # Commands with arguments.
        (r"\emph{a {b} c} \textbf{d}\textit{e} {\em f} {\sc G} \textsc{h}", "a b c de f G h"),
        (r"\enquote{a} \mkbibquote{b} \mkbibemph{c} \MakeUppercase{d}", "“a” “b” c D"),
        (r"\url{http://a.org/~b_c--d} \href{https://a.org/x_y}{A}", "http://a.org/~b_c--d A"),
        (r"\textcolor{red}{a}\label{b}\footnote{c} \noopsort{1}d {\noopsort{e}}f", "a d f"),
        (r"\LaTeX{} and \TeX\ and \BibTeX", "LaTeX and TeX and BibTeX"),
        (r"\unknown{a} \unknown b \unknown", r"a \unknown b \unknown"),
        (r"\symbol{126} \textsubscript{2} 1\textsuperscript{st} \textsuperscript{x}", "~ ₂ 1st ˣ"),
        # Formulas.
        (r"H$_2$O Cu$_{2}$O YBa$_2$Cu$_3$O$_{7-\delta}$ T$_{\rm c}$", "H₂O Cu₂O YBa₂Cu₃O7-δ Tc"),
        (r"$^{13}$C 10$^{-3}$ cm$^2$ 4$^{th}$ $x^{2n}$ 50$^\circ$C", "¹³C 10⁻³ cm² 4th x²ⁿ 50°C"),
        (r"$x^{a+\omega}$ $2^{\omega}$", "x^(a+ω) 2^ω"),
        (r"$\alpha$-\beta{} $\alpha \beta$ $\Omega$ \ensuremath{\mu_1} $\phi$", "α-β αβ Ω μ₁ φ"),
        (r"$p < 0.05$ $p \le q$ $\le\omega$ $a \times b$ $\pm$5", "p < 0.05 p ≤ q ≤ω a × b ±5"),
        (r"$O(n\log n)$ $\mathcal{O}(n)$ $\mathbb{R}^n$ $\ell_1$ $k$-means $ k $-NN",
         "O(n log n) O(n) ℝⁿ ℓ₁ k-means k-NN"),
        (r"$\frac{1}{2}$ $\frac{a+b}{c}$ $\sqrt{x+1}$ $\sqrt[3]{x}$", "1/2 (a+b)/c √(x+1) √x"),
        (r"(000$\bar{1}$) $\overline{11}$ $\hat{x}$ $\langle 001 \rangle$", "(0001̄) 1̅1̅ x̂ ⟨001 ⟩"),
        (r"$a \not= b$ $\ket{\psi}$ $\overrightarrow{x}$", "a ≠ b |ψ⟩ x⃗"),
        (r"\(a_1\) \[b^2\] $$c_3$$", "a₁ b² c₃"),
        (r"$\left( \frac{1}{2} \right.$ $\text{if } x$", "( 1/2 if  x"),
        ("from $5 to $10 or so, a $", "from $5 to $10 or so, a $"),
        # What does not match.
        ("a } b { c", "a  b  c"),
        (r"{a $ b", "a $ b"),
        (r"\emph{a", "a"),
        (r"\emph", ""),
        ("a\\", "a\\"),
        (r"{\'", ""),
        (r"$x_{1", "$x_1"),
        (r"$x_", "$x_"),
        ("one\n\ntwo \\emph{x}\n\nthree", "one\n\ntwo x\n\nthree"),
    ],
)  # fmt: skip
def test_plain(tex: str, text: str) -> None:
    assert plain(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("http://a.org/~b--c", "http://a.org/~b--c"),
        (r"http://a.org/{\%}7Eb{\_}c\_d\&e\#f\~{}g", "http://a.org/%7Eb_c_d&e#f~g"),
        (r"\url{http://a.org/b\textunderscore{}c}", "http://a.org/b_c"),
        (r"a\textasciitilde{}b {\textasciitilde}c $\sim$d $<$e$>$", "a~b ~c ~d <e>"),
        (r"a\-b\allowbreak c\slash d", "abc/d"),
        ("{{10.1/x}}", "10.1/x"),
    ],
)
def test_verbatim(tex: str, text: str) -> None:
    assert verbatim(tex) == text


_SIGNS = st.sampled_from([*"{}$\\_^~a[]. \n", "$$", "--", "``", "5 to ", "é"])
_COMMANDS = st.sampled_from(
    ["\\emph", "\\'", "\\frac", "\\(", "\\)", "\\url{", "\\left", "\\v", "\\sqrt", "\\ensuremath{"]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_SIGNS | _COMMANDS | st.text(max_size=2), max_size=30).map("".join))
def test_never_raises(text: str) -> None:
    plain(text)
    verbatim(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="\\{}$~`'-"), max_size=40))
def test_text_without_tex_stays(text: str) -> None:
    assert plain(text) == verbatim(text) == text


@pytest.mark.parametrize(
    "piece", ["{", "\\emph{", "\\emph{a", "$", "$a{", "\\frac", "\\'", "{a", "\\(a_"]
)
def test_depth_is_no_danger(piece: str) -> None:
    assert len(plain(piece * 20_000)) <= 20_000 * len(piece)
