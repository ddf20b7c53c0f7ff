"""arXiv identifiers, out of all the forms in which people and programs write them.

The scheme is https://info.arxiv.org/help/arxiv_identifier.html: `YYMM.NNNN` from April 2007,
`YYMM.NNNNN` from 2015, and before that `archive/YYMMNNN`, where a class after the archive
(`math.GT/0309136`) says nothing.
"""

import re
from decimal import Decimal
from functools import lru_cache

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin"
    "|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_PREFIX = (
    r"(?:https?://)?(?:[a-z]{1,10}\.)?(?:arxiv\.org|xxx\.lanl\.gov|ar5iv\.(?:labs\.arxiv\.)?org)"
    r"/(?:abs|pdf|html|format|ps|e-print|src)/"
    r"|(?:https?://)?(?:www\.)?(?:alphaxiv\.org/(?:abs|pdf)|huggingface\.co/papers"
    r"|scirate\.com/arxiv|arxiv-vanity\.com/papers)/"
    r"|(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s?)?10\.48550/arxiv\."
    r"|oai:arxiv\.org:|(?:arxiv\s(?:e-?)?preprint\s)?arxiv\s?:\s?|(?:abs|pdf)/"
)
_MONTH = "0[1-9]|1[0-2]"
_ID = re.compile(
    rf"(?:{_PREFIX})?"
    rf"(?:(?P<yymm>(?:0?[7-9]|[1-8][0-9])(?:{_MONTH}))\.(?P<number>[0-9]{{1,20}})"
    rf"|(?P<archive>{_ARCHIVES})(?:\.[a-z]{{2}})?/?"
    rf"(?P<old>(?:9[1-9]|0[0-7])(?:{_MONTH})[0-9]{{3}}))"
    r"(?P<version>v[0-9]{1,3})?"
    r"(?:\.pdf|\.ps\.gz|/)?(?:[?#]\S{0,200})?(?:\s?\[[a-z.-]{2,20}\])?",
    re.IGNORECASE,
)
_FIVE_DIGITS_SINCE = "1501"
# Numbers of this size have a float's error far below this, and the next id is far above it.
_FLOAT_ERROR = Decimal("1e-9")


@lru_cache(maxsize=1024)  # an entry's is looked at by its reader, and again as what identifies it
def arxiv_id(text: str) -> str | None:
    """Return the arXiv id that a text is, as arXiv writes it without version; None for no id.

    The text may be an address, or have `arXiv:` before it. An id that a spreadsheet took for a
    number, and so lost its zeros at either end or got an error of rounding, is repaired.
    """
    match = _ID.fullmatch(text.strip()) if len(text) < 400 else None
    if match is None:
        return None
    if match["old"]:
        return f"{match['archive'].lower()}/{match['old']}"
    yymm = match["yymm"].zfill(4)
    digits = 5 if yymm >= _FIVE_DIGITS_SINCE else 4
    number = match["number"]
    if len(number) != digits:
        # Nobody knows the version of a number.
        number = None if match["version"] else _repaired(number, digits)
    return f"{yymm}.{number}" if number and number.strip("0") else None


def _repaired(decimals: str, digits: int) -> str | None:
    """Return so many decimals of a number that lost zeros, or is off by a rounding; else None."""
    told = Decimal(f"0.{decimals}")
    meant = round(told, digits)
    if abs(told - meant) > _FLOAT_ERROR or meant >= 1:
        return None
    return f"{meant:.{digits}f}"[2:]
