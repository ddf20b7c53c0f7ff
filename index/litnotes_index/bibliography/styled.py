"""Items as a list of references in a CSL style, in Markdown.

citeproc-py makes the text. Each item is given to it alone, so that one which it cannot take costs
nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source import BibliographySource, Reference
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from litnotes_index.bibliography import marks
from litnotes_index.bibliography.plain import plain
from litnotes_index.bibliography.styles import load
from litnotes_index.errors import ConfigError
from litnotes_index.readers.csl import Item
from litnotes_index.text.fold import normalise

_PARTS_OF_NAME = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_LONGEST_VALUE = 20_000
_MOST_NAMES = 1_000
# How often a style may look at an item; the longest one of the repository does so 600 times.
_MOST_LOOKS = 5_000
Text = Callable[[str, str], str]
"""What is made of the text of a variable."""


def styled(items: Sequence[Item], style: str, *, sort: bool = True) -> list[str]:
    """Return the items of a list in Markdown that refer to these, in the order of the style.

    Where that has none, or is not to `sort`, they stay in their own. `style` is a name or a file;
    raise `ConfigError` for one that cannot be used. What it makes nothing of is told plainly.
    """
    csl = load(style)
    points_in_quotes = csl.root.get_locale_option("punctuation-in-quote") == "true"
    ordered = _sorted(items, csl) if sort else items
    return [
        marks.as_list_item(
            _rendered(item, csl) or plain(item), number, points_in_quotes=points_in_quotes
        )
        for number, item in enumerate(ordered, 1)
    ]


class _TooLongError(Exception):
    """A style looks at items again and again."""


class _Source(BibliographySource):
    """Items for a style, which may look at each only so often."""

    def __init__(self, items: Sequence[Item], text: Text) -> None:
        """Take the items, under their places, with what `text` makes of theirs."""
        super().__init__()
        self._looks_left = _MOST_LOOKS * len(items)
        for place, item in enumerate(items):
            self.add(_reference(str(place), item, text))

    def __getitem__(self, key: str) -> Any:
        """Return an item."""
        self._looks_left -= 1
        if self._looks_left < 0:
            raise _TooLongError
        return super().__getitem__(key)


class _Cited(CitationItem):
    """An item as it is cited: its number is put in later."""

    @property
    def number(self) -> str:
        """Return what stands for the number."""
        return marks.NUMBER


def _wraps(kind: str) -> Callable[[object], String]:
    return lambda text: String(marks.wrapped(kind, str(text)))


class _Format:
    """How citeproc-py says what is more than words: a formatter of it, with its own names."""

    preformat = staticmethod(String)
    Italic = Oblique = staticmethod(_wraps("i"))
    Bold = staticmethod(_wraps("b"))
    Superscript = staticmethod(_wraps("sup"))
    Subscript = staticmethod(_wraps("sub"))
    Light = Underline = SmallCaps = String


def _list(
    items: Sequence[Item], csl: CitationStylesStyle, text: Text
) -> CitationStylesBibliography:
    made = CitationStylesBibliography(csl, _Source(items, text), _Format)
    made.register(Citation([_Cited(str(place)) for place in range(len(items))]))
    return made


def _sorted(items: Sequence[Item], csl: CitationStylesStyle) -> Sequence[Item]:
    """The items in the order of the style, letter case and accents aside."""
    try:
        made = _list(items, csl, lambda _, text: normalise(text))
        made.sort()
        return [items[int(cited.key)] for cited in made.items]
    except Exception as error:  # noqa: BLE001 - it raises whatever comes of an item
        _give_up_if_too_long(error)
        return items


def _rendered(item: Item, csl: CitationStylesStyle) -> str:
    """The item as the style has it; empty where it has nothing to say, or fails."""
    try:
        made = "".join(map(str, _list([item], csl, marks.marked).bibliography()))
    except Exception as error:  # noqa: BLE001 - as above
        _give_up_if_too_long(error)
        return ""
    return made if any(map(str.isalpha, made)) else ""


def _give_up_if_too_long(error: Exception) -> None:
    if isinstance(error, _TooLongError):
        raise ConfigError(
            "the style takes too long; its macros call each other too often"
        ) from None


def _reference(key: str, item: Item, text: Text) -> Reference:
    """An item as citeproc-py has it; it finds some variables with a hyphen, some without one."""
    read = CiteProcJSON([])
    found = Reference(key, str(item.get("type", "document")))
    for variable, value in cast("dict[str, object]", item).items():
        name = variable.replace("-", "_")
        told: Any = None
        if isinstance(value, list):
            told = read.parse_names(_names(cast("Sequence[Mapping[str, str]]", value), text))
        elif isinstance(value, dict):
            told = read.parse_date(cast("dict[str, Any]", value))
        elif variable == "language":
            told = str(value)
        elif variable not in ("id", "type"):
            told = read.parse_string(text(variable, str(value)[:_LONGEST_VALUE]))
        if told:
            found[name] = found[variable] = told
    return found


def _names(names: Sequence[Mapping[str, str]], text: Text) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for parts in names[:_MOST_NAMES]:
        told = {part: text("", parts[part]) for part in _PARTS_OF_NAME if parts.get(part)}
        if told:
            found.append(told)
        elif parts.get("literal"):
            found.append({"literal": text("", parts["literal"])})
    return found
