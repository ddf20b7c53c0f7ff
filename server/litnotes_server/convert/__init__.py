"""Between our values and the protocol's: nothing else in the server knows both.

`client.py` what a client can take, `document.py` texts and positions, `received.py` what is
asked, `items.py`, `answers.py` and `edits.py` what is answered.
"""

from litnotes_index.uris import path_of, uri_of
from litnotes_server.convert.client import Client
from litnotes_server.convert.document import Document, whole

__all__ = ["Client", "Document", "path_of", "uri_of", "whole"]
