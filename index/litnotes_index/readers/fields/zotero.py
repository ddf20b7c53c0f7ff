"""By which address Zotero shows an item, as far as a dump tells which item it is.

https://www.zotero.org/support/kb/item_uris for the addresses that are told, and for those that are
made `translators/lib/bbtjson.ts` and `translators/Better BibTeX Citation Key Quick Copy.ts` of
https://github.com/retorquere/zotero-better-bibtex.
"""

import re
from typing import cast
from urllib.parse import quote

from litnotes_index.readers.fields.members import Members, named, text_of

_ITEM = re.compile(
    r"https?://(?:www\.)?zotero\.org/(?:users/(?:local/)?\w+|groups/(?P<group>\w+))"
    r"/items/(?P<key>[A-Z0-9]{8})/?",
    re.ASCII,
)


def shown_at(uri: str) -> str | None:
    """Return the address by which Zotero shows the item of a URI; None for any other URI."""
    item = _ITEM.fullmatch(uri)
    if item is None:
        return None
    library = f"groups/{item['group']}" if item["group"] else "library"
    return f"zotero://select/{library}/items/{item['key']}"


def shown_at_of(members: Members, key: str | None) -> str | None:
    """Return the address by which Zotero shows an item that it wrote; None where none is told.

    By the citation key alone it is found where Better BibTeX is, which gave the key.
    """
    uri = text_of(members.get("uri"))
    if not uri and isinstance(library := members.get("library"), dict):  # as its API tells it
        told = {name: text_of(value) for name, value in named(cast("Members", library)).items()}
        kind = "groups" if told.get("type") == "group" else "users"
        uri = f"https://zotero.org/{kind}/{told.get('id')}/items/{text_of(members.get('key'))}"
    return shown_at(uri) or (f"zotero://select/items/@{quote(key, safe='')}" if key else None)
