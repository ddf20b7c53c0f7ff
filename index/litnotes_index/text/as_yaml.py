"""Text that YAML reads as that text, and as no number, date or list."""

import re

import yaml

# Of what text in one line may hold, all that YAML has no place for (1.2, production 1).
_UNPRINTABLE = re.compile("[\ufffe\uffff]")


def as_yaml(text: str) -> str:
    """Return a text in one line as a scalar, plain where it can stand so anywhere, else quoted."""
    try:  # it may stand in a list, or for itself
        in_list = yaml.safe_load(f"[{text}, x: 1]") == [text, {"x": 1}]
        is_plain = in_list and yaml.safe_load(f"x: {text}") == {"x": text} and "#" not in text
    except (yaml.YAMLError, ValueError, RecursionError):
        is_plain = False
    return text if is_plain else double_quoted(text)


def double_quoted(text: str) -> str:
    """Return a text in one line between double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNPRINTABLE.sub(_escape, escaped)}"'


def single_quoted(text: str) -> str:
    """Return a text in one line between single quotes, or double ones where it must be escaped."""
    if _UNPRINTABLE.search(text):
        return double_quoted(text)
    return "'" + text.replace("'", "''") + "'"


def _escape(unprintable: re.Match[str]) -> str:
    return f"\\u{ord(unprintable[0]):04x}"
