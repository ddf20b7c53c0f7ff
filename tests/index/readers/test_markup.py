"""What of the markup in titles goes, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.text.markup import plain, unmarked, without_tags


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("On <i>E. coli</i> and H<sub>2</sub>O", "On E. coli and H2O"),
        ('<span class="nocase">iPhone</span> <SC>use</SC>', "iPhone use"),
        ("Cats &amp; Dogs &#8211; &lt;i&gt;Felis&lt;/i&gt;", "Cats & Dogs – Felis"),
        ("AT&amp;amp;T, &amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt;, a&nbsp;b", "AT&T, Bold, a b"),
        ("&#x41;&#66;&eacute;&#0;&#x202e;", "ABé\ufffd"),
        ("The <fixed-case>BERT</fixed-case> <tex-math>x</tex-math>", "The BERT x"),
        ("<mml:math xmlns:mml='a'><mml:mi>α</mml:mi></mml:math>-decay", "α-decay"),
        ("One<br/>Two<p>Three</p>", "One Two Three"),
        ("<jats:title>Abstract</jats:title><jats:p>We do.</jats:p>", "Abstract We do."),
        (
            r"Prefill \& Decode of caf\'e, na{\"\i}ve Erd{\H o}s",
            "Prefill & Decode of café, naïve Erdős",
        ),
        (r"\emph{In vivo} and \textit{in \textbf{vitro}}", "In vivo and in vitro"),
        (r"{\it In vivo} and {\bf bold}", "In vivo and bold"),
        (r"\textrm{DuReader}_{\textrm{vis}}: A Dataset", "DuReader_{vis}: A Dataset"),
        ("{B}ERT, Bi{LSTM}s and Pre-{T}raining", "BERT, BiLSTMs and Pre-Training"),
        ("Hard\nnewline\r\n  and\ttabs, \u202ehidden\u00ad", "Hard newline and tabs, hidden"),
        ("  ends with blanks \n", "ends with blanks"),
        ("Natu\u0308rlich \ufb01ne", "Natu\u0308rlich \ufb01ne"),
        ("<i></i>", ""),
        (" \n", ""),
        ("", ""),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Plain text: 100% (a < b, p<0.05, b>c) and <mask> or </s>",
        "R&D, AT&T; Q&A, &notit; &foo; &copyright; & alone",
        r"Math: $\alpha$, D$^{2}$R$^{2}$, $x {B}y$, $\text{R}^2$, $a \& b$, $\emph{x}$",
        r"Unknown: \foo{Bar}, \alpha, x^{AB}c, Q^{2}, x_{B}y, \mathcal{O}(n)",
        "Kept: {BERT}, {German} {Wikipedia}, {0,1}-matrices, a{b}",
        "Refer360^{\\circ}",
        "\\",
        "{",
        "$",
        "<",
        "&",
        "~",
    ],
)
def test_kept(text: str) -> None:
    assert plain(text) == text


def test_blocks_are_lines() -> None:
    assert unmarked("<p>One.</p><p>Tw\\'o.</p>") == "\nOne.\n\nTwó.\n"
    assert without_tags("<p>One.</p>Tw\\'o &amp; <b>three</b>") == "\nOne.\nTw\\'o & three"


@given(st.text(alphabet="<>/ib &;#amp=\"'\\{}$~^_emphA1\n", max_size=60))
def test_what_is_plain_has_one_line(text: str) -> None:
    shown = plain(text)
    assert shown == " ".join(shown.split())
    assert len(shown) <= len(text) + 1


@pytest.mark.parametrize(
    "piece",
    ["$", "$a", "{", "{a", "{A}", "<i ", "<i a=", "<i a='", "&amp;", "&#", "\\emph{", "\\emph{a ",
     "~a", "\\a{", "{\\it ", "<", "&a", "</p>", "a{A"],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    plain(piece * (1_000_000 // len(piece)))  # quadratic, it would run into the time limit
