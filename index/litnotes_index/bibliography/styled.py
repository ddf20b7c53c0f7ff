"""Items as a list of references in a CSL style, in Markdown.

citeproc-py makes the text. Each item is given to it alone, so that one which it cannot take costs
nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from io import BytesIO
from typing import Any, cast

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.model import CitationStylesElement, Names, Parent
from citeproc.source import BibliographySource, Reference, VariableError
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from litnotes_index.bibliography import marks
from litnotes_index.bibliography.plain import plain
from litnotes_index.bibliography.styles import load
from litnotes_index.errors import ConfigError
from litnotes_index.readers.csl import Item
from litnotes_index.text.fold import normalise

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PARTS_OF_NAME = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_LONGEST_VALUE = 20_000
_MOST_NAMES = 1_000
# How often a style may look at an item; the longest one of the repository does so 600 times.
_MOST_LOOKS = 5_000
# A list that is brought up to date is mostly what it was, and an item takes a tenth of a second.
_MOST_KEPT, _MOST_ORDERS = 5_000, 50
_kept: dict[bytes, str] = {}
_orders: dict[bytes, list[int]] = {}
Text = Callable[[str, str], str]
"""What is made of the text of a variable."""


def styled(items: Sequence[Item], style: str, *, sort: bool = True) -> list[str]:
    """Return the items of a list in Markdown that refer to these, in the order of the style.

    Where that has none, or is not to `sort`, they stay in their own. `style` is a name or a file;
    raise `ConfigError` for one that cannot be used. What it makes nothing of is told plainly.
    """
    csl = load(style)
    points_in_quotes = csl.root.get_locale_option("punctuation-in-quote") == "true"
    called = _digest(csl)
    keys = [_key(called, item) for item in items]
    order = _order(items, keys, csl) if sort else range(len(items))
    return [
        marks.as_list_item(
            _reference_to(items[place], keys[place], csl) or plain(items[place]),
            number,
            points_in_quotes=points_in_quotes,
        )
        for number, place in enumerate(order, 1)
    ]


def _digest(csl: CitationStylesStyle) -> bytes:
    """What a style and the terms that it uses say, in short."""
    told = BytesIO()
    for element in (csl.root, *csl.root.locales):
        element.getroottree().write(told)
        told.write(repr(element.get(_LANGUAGE)).encode())  # which one of those in the style it is
    return blake2b(told.getvalue()).digest()


def _key(style: bytes, item: Item) -> bytes:
    """What an item says, in short, for a style."""
    return blake2b(style + repr(item).encode("utf-8", "surrogatepass")).digest()


def _order(items: Sequence[Item], keys: Sequence[bytes], csl: CitationStylesStyle) -> Sequence[int]:
    """The places of items in the order of the style, which is kept for the next time."""
    key = blake2b(b"".join(keys)).digest()
    order = _orders.get(key)
    if order is None:
        order = _sorted(items, csl)
        if len(_orders) >= _MOST_ORDERS:
            _orders.clear()
        _orders[key] = order
    return order


def _reference_to(item: Item, key: bytes, csl: CitationStylesStyle) -> str:
    """The item as the style has it, which is kept for the next time; empty as for `_rendered`."""
    made = _kept.get(key)
    if made is None:
        made = _rendered(item, csl)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = made
    return made


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


class _Reference(Reference):
    """An item that remembers what is told of it, for a reference and not for its place."""

    def __init__(self, key: str, kind: str) -> None:
        """Begin with what is told of every item."""
        super().__init__(key, kind)
        object.__setattr__(self, "told", set[str]())

    def __getitem__(self, name: str) -> Any:
        """Return what a variable says."""
        found = super().__getitem__(name)
        self.told.add(name.replace("_", "-"))
        return found


class Substitute(CitationStylesElement, Parent):
    """What stands in for names, editors or a title say, and is then not told again.

    It takes the place of citeproc-py's, which finds it by the name of the class, and which tells
    again what is no variable of text that it was itself told to tell.
    """

    def render(self, item: CitationItem, context: Any = None, **kwargs: Any) -> Any:
        """Return what the first of its elements says that says anything; None where none does."""
        reference = item.reference
        told = reference.told if isinstance(reference, _Reference) else set[str]()
        for child in self.getchildren():
            told.clear()
            names = isinstance(child, Names) and child.find("cs:name", self.nsmap) is None
            inherited = {"names_context": self.getparent()} if names else {}
            try:
                text = child.render(item, context=context, **inherited, **kwargs)
            except VariableError:
                continue
            if text:
                layout = (self if context is None else context).get_layout()
                layout.repressed.setdefault(f"{_NAMESPACE}text", []).extend(told)
                if isinstance(child, Names) and isinstance(reference, _Reference):
                    for role in child.get("variable", "").split():
                        reference.pop(role, None)
                return text
        return None


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


def _sorted(items: Sequence[Item], csl: CitationStylesStyle) -> list[int]:
    """The places of items in the order of the style, letter case and accents aside."""
    try:
        made = _list(items, csl, lambda _, text: normalise(text))
        made.sort()
        return [int(cited.key) for cited in made.items]
    except Exception as error:  # noqa: BLE001 - it raises whatever comes of an item
        _give_up_if_too_long(error)
        return [*range(len(items))]


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
    kind = _Reference if text is marks.marked else Reference
    found = kind(key, str(item.get("type", "document")))
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
