"""What of LaTeX is shown as characters, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.text.latex import decode


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Prefill \& Decode", "Prefill & Decode"),
        (r"50\% of \#1, a\_b, \$5, \{x\}", "50% of #1, a_b, $5, {x}"),
        (r"Caf\'e, caf\'{e}, caf{\'e}, caf\' e", "Café, café, café, café"),
        (r"\"{o}\"o\`a\^e\~n\=a\.z", "ööàêñāż"),
        (
            r"Fran\c{c}ois, \v{S}ari\'c, Erd\H{o}s, \u{g}, \k{a}, \r{a}",
            "François, Šarić, Erdős, ğ, ą, å",
        ),
        (r"\c ca, \v Sa", "ça, Ša"),
        (r"S\o ren, S{\o}ren, S\o{}ren, \O", "Søren, Søren, Søren, Ø"),
        (r"Stra{\ss}e, \ae\oe\AA, \L\'od\'z", "Straße, æœÅ, Łódź"),
        (r"na\"{\i}ve, na\"\i ve", "naïve, naï ve"),
        ("Theorem~1, Fig.~3", "Theorem 1, Fig. 3"),
    ],
)
def test_decoded(text: str, shown: str) -> None:
    assert decode(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Plain text: 100% & more_of #it {as} it $is",
        r"The $\ell_1 \& \{x\} \'e$ norm",
        r"Math \(a \& b\) too",
        r"\emph{Kept} and \textbf{kept}, \alpha, \omega, \cite{x}, \LaTeX",
        r"A line break \\& a path C:\new",
        "~100 times, 5~10, /~user, a ~ b",
        "{BERT} and {\\em it}",
        "ends with \\",
        r"\' 5, \'{}, \c{}, \"",
        "",
    ],
)
def test_kept(text: str) -> None:
    assert decode(text) == text


def test_prices_are_no_math() -> None:
    assert decode(r"From $5 \& up to $10 \& more") == "From $5 & up to $10 & more"


@given(st.text(alphabet="\\'\"{}$&~oeicv 1", max_size=30))
def test_never_raises_and_never_grows(text: str) -> None:
    assert len(decode(text)) <= len(text) + text.count("\\")
