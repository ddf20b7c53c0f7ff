"""Items as CSL-JSON, which is read as it is."""

import json

from litnotes_index.bibliography import csl_json
from litnotes_index.readers.csl import Item
from support.items import again

ITEM: Item = {
    "id": "bee2015",
    "type": "paper-conference",
    "title": 'On <i>E. coli</i>, <span class="nocase">and</span> H<sub>2</sub>O "é"',
    "author": [
        {"family": "Bee", "given": "Ann", "non-dropping-particle": "van", "suffix": "Jr"},
        {"literal": "Royal Society"},
        {"literal": "others"},
    ],
    "issued": {"date-parts": [[2014, 12, 30], [2015, 1, 2]]},
    "accessed": {"date-parts": [[2020]], "season": 2, "circa": True},
    "container-title": "Bees",
    "page": "10-12",
    "DOI": "10.1234/a",
    "custom": {"arxiv": "1706.03762"},
    "note": "See 3.",
    "abstract": "One.\nTwo.",
}


def test_it_is_read_again_as_it_was() -> None:
    [(entry, item)] = again([ITEM], "csl-json")
    assert item == ITEM
    assert entry.title == 'On E. coli, and H2O "é"'


def test_what_is_written() -> None:
    text = csl_json.write([ITEM, {"id": "x"}])
    assert text.endswith("\n")
    told = {name: value for name, value in ITEM.items() if name != "custom"}
    assert json.loads(text) == [told | {"note": "arXiv: 1706.03762\nSee 3."}, {"id": "x"}]
    assert csl_json.write([]) == "[]\n"
