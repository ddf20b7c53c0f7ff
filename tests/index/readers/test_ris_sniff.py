"""Which files are taken for RIS, and which that look like it are not."""

import pytest

from litnotes_index.readers.ris import FORMAT
from support.reading import sniff_data
from support.ris import FILE, ONE, TWO

YES = {
    "one": ONE,
    "a title alone": "TY  - GEN\nTI  - A\n",
    "old": TWO,
    "no first line": FILE.partition("\n")[2],
    "headers": f'Provider: ACM\nContent: text/plain; charset="UTF-8"\n\n\n{ONE}',
    "another header": f"JSTOR CITATION LIST\n\n\n{ONE}",
    "numbered": f"1.\n{ONE}",
    "numbered otherwise": f"<1. >\n{ONE}",
    "blanks": f"\n\n \n{ONE}",
    "one blank": ONE.replace("  - ", " - "),
    "small": ONE.replace("TY", "ty").replace("AU", "au").replace("TI", "ti"),
    "mark": f"\ufeff{ONE}",
    "windows": ONE.replace("\n", "\r\n"),
    "mac": ONE.replace("\n", "\r"),
    "long": f"TY  - JOUR\nAB  - {'long ' * 30_000}\nTI  - A\nER  - \n",
}
NO = {
    "empty": "",
    "note": f"# RIS\n\nA format:\n\n```\n{ONE}```\n",
    "python": f'"""A test."""\n\nRIS = """\n{ONE}"""\n',
    "type alone": "TY  - JOUR\n",
    "ovid": "<1. >\nVN  - Somebody\nDB  - Some\nAN  - 1\nTI  - A\nAU  - B, C.\n",
    "web of science": "FN Somebody\nVR 1.0\nPT J\nAU Doe, J\nTI A\nER\n\nEF\n",
    "medline": "PMID- 1\nOWN - NLM\nTI  - A\n",
    "refworks": "RT Journal Article\nA1 Doe,J.\nT1 A\n",
    "other tags": "TY - this\nTI - that\n",
    "a few tags in prose": "A record is\nTY  - JOUR\nTI  - A\n",
    "list": "TY - is a tag\nand so is - this\n",
    "prose": "To be, or not to be, TY  - that is\nthe question.\n",
}


@pytest.mark.parametrize("name", YES)
def test_sniffed(name: str) -> None:
    assert sniff_data(YES[name]) == FORMAT


@pytest.mark.parametrize("name", NO)
def test_not_sniffed(name: str) -> None:
    assert sniff_data(NO[name], "x.ris") != FORMAT
