"""What a place in a note may call a paper: terms such as `key:smith2020` or `title:some title`.

A note is read once, and its names are kept; which papers they mean is asked whenever it matters, so
that papers may come and go without a note being read again.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from litnotes_index.discover import is_note
from litnotes_index.model import Paper
from litnotes_index.papers.identifiers import identifier, normal_ids, normal_url
from litnotes_index.text import nickname, normalise
from litnotes_index.text.clean import without_surrogates

# A nickname is one or two words as written, and a hyphen makes two of one.
_NICKNAME_WORDS = 6
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")
# Prefixes of Pandoc keys that are identifiers, as Manubot and others write them.
_TAG = "tag:"
_PREFIXED = re.compile(r"(doi|arxiv|pmid|pmcid|isbn|acl|url|https?):(.+)", re.IGNORECASE)


def of_key(key: str) -> list[str]:
    """Return the names that a citation key is: itself, and the identifier or tag it may spell."""
    names = [f"key:{key}"]
    if key.lower().startswith(_TAG):
        names.append(key.lower())
    if prefixed := _PREFIXED.fullmatch(key):
        kind, value = prefixed[1].lower(), prefixed[2]
        if kind == "url":
            names += of_address(value)
        elif kind.startswith("http"):
            names += of_address(key)
        else:
            normal = normal_ids({kind: value})
            names += [f"{name}:{identifier}" for name, identifier in normal.items()]
    return names


def of_definition(label: str, address: str) -> list[str]:
    """Return the name of a tag of Manubot's that a link's definition gives, and what it stands for.

    Empty for any other definition. https://manubot.org/docs/citations.html
    """
    tag = label.lower().removeprefix("@")
    if not label.startswith("@") or not tag.startswith(_TAG):
        return []
    # No tag stands for another one, or they might go round.
    return [tag, *(name for name in of_key(unquote(address)) if not name.startswith(_TAG))]


def of_text(text: str) -> list[str]:
    """Return the names that the text of a link is: a key, a title, a nickname; empty for none."""
    whole = text.strip()
    names = [f"key:{whole.removeprefix('@')}"] if whole and not re.search(r"\s", whole) else []
    return names + of_title(whole) + _nickname(whole)


def of_title(text: str) -> list[str]:
    """Return the name that a title is; empty where it has no words."""
    normal = normalise(text)
    return [f"title:{normal}"] if normal else []


def of_identifier(text: str) -> list[str]:
    """Return the names that a DOI or arXiv id is, in any usual spelling; empty for none."""
    return [f"{kind}:{value}" for kind, value in identifier(text).items()]


def of_address(address: str) -> list[str]:
    """Return the names that a link's destination is: an identifier and a URL, or a note's."""
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    if not _URL.fullmatch(address):
        path = unquote(address.partition("#")[0].partition("?")[0])
        return of_file(path) if is_note(path) else []
    url = normal_url(address)
    found = of_identifier(unquote(address.partition("#")[0]))
    return [*found, *([f"url:{url}"] if url else [])]


def of_target(target: str) -> list[str]:
    """Return the names that the target of a wikilink is, its folder and suffix left out or not."""
    whole = target.strip()
    if not whole:
        return []
    *called, own = of_file(whole)
    return list(dict.fromkeys([*of_text(whole), *called, *_nickname(stem_of(whole)), own]))


def of_file(path: str) -> list[str]:
    """Return the names that a note's file name is: a key, a title, and the note's own."""
    # Some systems take accents apart in names of files, where nobody types them so.
    stem = unicodedata.normalize("NFC", without_surrogates(stem_of(path)))
    return list(
        dict.fromkeys([f"key:{stem.removeprefix('@')}", *of_title(stem), f"note:{stem.casefold()}"])
    )


def of_paper(paper: Paper) -> list[str]:
    """Return every name by which a note can mean this paper, those of literature notes aside."""
    names = [*(f"key:{key}" for key in paper.keys), *paper.names]
    for title in paper.titles:
        names += of_title(title)
        names += _nickname(nickname(title) or "")
    names += [f"{kind}:{value}" for kind, value in normal_ids(paper.ids).items()]
    names += [f"url:{normal_url(url)}" for url in paper.urls]
    return list(dict.fromkeys(names))


def stem_of(path: str) -> str:
    """Return the file name of a note without folder and suffix."""
    name = re.split(r"[/\\]", path)[-1]
    return os.path.splitext(name)[0] if is_note(name) else name  # noqa: PTH122 - no path of ours


def only(kind: str, names: Iterable[str]) -> list[str]:
    """Return what the names of one kind say, without the kind."""
    return [name.partition(":")[2] for name in names if name.startswith(f"{kind}:")]


def _nickname(text: str) -> list[str]:
    normal = normalise(text)
    return [f"nickname:{normal}"] if normal and len(normal.split()) <= _NICKNAME_WORDS else []
