"""The one library that the tests of features share."""

import pytest

from litnotes_index.view import View
from support.papers import library, paper

ATTENTION = "Attention Is All You Need"
BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
PAGE = (
    paper(
        ATTENTION,
        abstract="Translation was long done with recurrence. We propose the Transformer, which "
        "keeps attention alone. It is faster to train. Its scores are the best so far.",
        author_count=8,
        date="2017-06-12",
        votes=128,
    ),
    paper(BERT, authors=("Jacob Devlin", "Ming-Wei Chang"), date="--10-11"),
    paper("FearNet: Brain-Inspired Model for Incremental Learning"),
    paper("Neural Scene Flow Prior"),
    paper("Neural Scene Flow Prior Meets Its Critics"),
    paper("Neural Scene Flow Fields"),
    paper("Adam: A Method for Stochastic Optimization", ids={"arxiv": "1412.6980"}),
    paper("Dropout"),
    paper("Introduction", abstract="One introduction."),
    paper("Retrieval [Revisited] | A Study of Habits"),
    paper("C# in Practice: Six Lessons"),
    paper("Don't Stop Pretraining on Small Corpora"),
    paper('On "Quoted" Words in Titles'),
    paper("Naïve Baselines for Émigré Letters"),
)
BIBLIOGRAPHY = (
    paper("Gradient Surgery by Night", key="smith2020"),
    paper("Gradient Surgery by Day", key="smith2020"),
    paper("Learning to Weave Baskets", key="weaver1999", ids={"doi": "10.1234/basket.7"}),
)
AGAIN = (paper(ATTENTION),)


@pytest.fixture(scope="session")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    dumps = {"/dumps/page.txt": PAGE, "/dumps/lab.bib": BIBLIOGRAPHY, "/dumps/again.txt": AGAIN}
    return library(tmp_path_factory.mktemp("library"), dumps=dumps)
