"""Where the sentences of abstracts end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes_index.summary import sentences


@pytest.mark.parametrize(
    "found",
    [
        [],
        ["One."],
        ["One without an end"],
        ["One. two goes on."],
        ["First one.", "Second one!", "Third one?", "Last"],
        # Abbreviations.
        ["It is shown by Bee et al.", "Their work differs from ours."],
        ["Bee et al. Wool is not theirs."],
        ["It was shown (Bee et al. 2020).", "We go on."],
        ["We reach 97.5 points, i.e. Nearly all.", "It costs 0.5 h."],
        ["See e.g. Smith or cf. Jones vs. Miller, Fig. 3 and Sec. 4.", "Then this."],
        ["By Eq. (3), Thm. 2.1 and App. B.1 it holds.", "So does Fig. $k$ of vol. 7."],
        ["The answer is no.", "We ask again."],
        ["It makes wool, yarn, etc.", "Looms use it."],
        ["Noise is i.i.d. Gaussian here.", "The samples are i.i.d.", "We draw them."],
        ["It weaves, a.k.a. Looming, w.r.t. Wool.", "On Oct. 4 it ends."],
        ["It suffers from CF.", "Our loom does not."],
        # Initials and names.
        ["J. R. Smith wrote it.", "We read it."],
        ["The U.S. Army pays.", "We do not."],
        ["We map A to B.", "This is new."],
        ["Loom Inc. Weavers wrote to Dr. Bee.", "He replied."],
        ["Yahoo! Answers has questions.", "Others use Yahoo!", "We do not."],
        ["It is old.", "word2vec is newer.", "mBERT and t-SNE are known.", "k-means is simple."],
        ["It is old.", "β-VAE is newer.", "fMRI shows it.", "α and β differ."],
        # Numbers and lists.
        ["It is called GPT-3.", "3D scenes follow."],
        ["Version 2.0 is out.", "“Quoted” words begin this.", "It needs v1.2.3 or 4."],
        ["1. We look.", "2. We see."],
        ["We do three things.", "(i) We look.", "(ii) we see.", "iii) We weave.", "1) We end."],
        # Math and LaTeX.
        ["For $x \\in [0.1, 2.5]$ we find $f(x) = 1.$", "It holds."],
        ["Let $x. Y$ be it.", "$k$ is odd.", "\\emph{We} agree.", "\\textbf{Looms} weave."],
        ["\\emph{It weaves.}", "See \\cite{bee.2020} by Bee et al.~\\cite{bee}.", "We agree."],
        ["It costs $5.", "We pay $3 for it."],
        # Quotes and brackets.
        ['He said "Stop."', "We did."],
        ["It works (mostly.)", "It does."],
        ["It works (as Bee said. And others) well.", "It does."],
        ["It works [see Bee. And others] well.", "(It does.)", "[It weaves.]"],
        ["It works.[12]", "It does.[3, 4–6]", "Both."],
        ["« Ça marche. »", "On le dit."],
        ["It works...", "Or not?!", "Both…", "All."],
        ["Is it old? we ask.", "It is!"],
        ["See https://example.org/a.b.c for code.", "We end."],
        ["Ünter uns.", "Éa begins so."],
        ["BACKGROUND: Wool is old.", "METHODS: We weave it.", "RESULTS: It holds."],
        ["Шерсть стара.", "Мы ткём."],
        ["الصوف قديم.", "نحن ننسج؟", "نعم."],
    ],
)
def test_sentences(found: list[str]) -> None:
    assert sentences(" ".join(found)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  One.\n\nTwo.\tThree.  ", ["One.", "Two.", "Three."]),
        (" \n", []),
        ("We weave\nwool. It is\nold.", ["We weave\nwool.", "It is\nold."]),
        ("A heading\n\nIts text\n \n\nMore", ["A heading", "Its text", "More"]),
        ("We weave wool.We sell it.The end.", ["We weave wool.", "We sell it.", "The end."]),
        ("It runs on ASP.NET and Weave.In.Wool.", ["It runs on ASP.NET and Weave.In.Wool."]),
        ("羊毛很旧。我们编织它！“好吗？”是的", ["羊毛很旧。", "我们编织它！", "“好吗？”", "是的"]),
        ("織る。「古い。」それだけ", ["織る。", "「古い。」", "それだけ"]),
        ("ऊन पुराना है। हम बुनते हैं।", ["ऊन पुराना है।", "हम बुनते हैं।"]),
    ],
)
def test_the_space_between(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@given(st.text(alphabet="aA .!?\n(\"'é1$[]{}\\。i", max_size=200) | st.text(max_size=200))
def test_sentences_are_verbatim_and_lose_nothing(text: str) -> None:
    found = sentences(text)
    assert all(sentence in text for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "piece",
    [".", ". ", "a. ", "(", "(a", "[(.", "$", "$a", "\n", "\n ", ". \\", '.." ', "A.", "e.g. "],
)
def test_a_long_text_is_read_in_time(piece: str) -> None:
    text = piece * 60_000
    # In quadratic time this would take hours.
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
