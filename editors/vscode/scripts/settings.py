"""Writes the extension's settings into its `package.json`: one for each key of `litnotes.toml`.

It runs where litnotes is installed; with `--check` it only says whether they are up to date.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from litnotes_index.config import CITATION_FORMS, Config

MANIFEST = Path(__file__).parents[1] / "package.json"

# Settings of the extension itself, which `litnotes.toml` does not know.
OURS: dict[str, dict[str, Any]] = {
    "litnotes.server.command": {
        "type": "array",
        "items": {"type": "string"},
        "default": [],
        "scope": "machine-overridable",
        "markdownDescription": (
            "The command line that starts the server, as a list. Empty: `litnotes-server` of the"
            " workspace's `.venv`, on the PATH, or where pipx and uv install it. What an untrusted"
            " workspace sets here is ignored."
        ),
    },
    "litnotes.trace.server": {
        "type": "string",
        "enum": ["off", "messages", "verbose"],
        "default": "off",
        "scope": "window",
        "markdownDescription": "How much of what is said to the server and back stands in the log.",
    },
}
_EXAMPLES = {"litnotes.citation": [*CITATION_FORMS, "{title} [@{key}]"]}
_FALLBACK = "Where this is not set, `litnotes.toml` decides."
# Where VS Code has ways of its own: what differs, and what is said instead of `_FALLBACK`.
_HERE: dict[str, tuple[dict[str, Any], str]] = {
    "litnotes.features.document_link": (
        {"default": False},
        "In VS Code only where it is set here: a click would open the page and the entry, both.",
    ),
    "litnotes.features.document_symbol": (
        {},
        f"In Markdown VS Code lists the headings, and this adds the papers. {_FALLBACK}",
    ),
}
_KEPT = ("type", "enum", "items", "minimum", "maximum", "additionalProperties")


def settings() -> dict[str, dict[str, Any]]:
    """Return what belongs under `contributes.configuration.properties`."""
    schema = TypeAdapter(Config).json_schema()
    found: dict[str, dict[str, Any]] = {}
    _collect(schema, schema["$defs"], Config(), "litnotes", found)
    found.update(OURS)
    return {
        name: {"order": order, **setting} for order, (name, setting) in enumerate(found.items())
    }


def updated(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest with its settings as they should be."""
    contributes = manifest["contributes"]
    configuration = {**contributes["configuration"], "properties": settings()}
    return {**manifest, "contributes": {**contributes, "configuration": configuration}}


def _collect(
    schema: dict[str, Any],
    tables: dict[str, Any],
    defaults: object,
    prefix: str,
    into: dict[str, dict[str, Any]],
) -> None:
    for key, value in schema["properties"].items():
        name, default = f"{prefix}.{key}", getattr(defaults, key)
        if "$ref" in value:
            _collect(tables[value["$ref"].rpartition("/")[2]], tables, default, name, into)
        else:
            into[name] = _setting(name, value, default)


def _setting(name: str, value: dict[str, Any], default: object) -> dict[str, Any]:
    setting = {key: value[key] for key in _KEPT if key in value}
    if name in _EXAMPLES:
        setting["examples"] = _EXAMPLES[name]
    other, note = _HERE.get(name, ({}, _FALLBACK))
    return {
        **setting,
        "default": default,
        "scope": "window",
        "markdownDescription": f"{value.get('description', '')} {note}".strip(),
        **other,
    }


def _text(manifest: dict[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the settings, or with `--check` return 1 where they are not up to date."""
    before = MANIFEST.read_text(encoding="utf-8")
    after = _text(updated(json.loads(before)))
    if "--check" in sys.argv[1:]:
        if before != after:
            sys.stderr.write(f"{MANIFEST} is out of date: run {Path(__file__).name}\n")
        return int(before != after)
    MANIFEST.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
