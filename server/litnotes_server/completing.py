"""Completion: answered on the server's own thread, since the next key may be on its way.

But for long notes, which take long to read: those are read on another.

It is what is asked first, and so has a module of its own: the other features are not loaded for it.
"""

import asyncio

from lsprotocol import types

from litnotes_server.convert.items import Json, completion_list
from litnotes_server.features.completion import completion
from litnotes_server.server import Server


async def on_completion(ls: Server, params: types.CompletionParams) -> Json | None:
    """Answer `textDocument/completion`."""
    asked = ls.session.asked(params, "completion")
    # Lets a cancellation come first. What is only typed on meanwhile is answered all the same:
    # VS Code takes an empty answer for the last word, and asks no more.
    await asyncio.sleep(0)
    if asked is None or not asked.is_note:
        return None
    client = ls.session.client

    def work() -> Json:
        offset = asked.document.offset(params.position)
        items = completion(
            asked.view, asked.note, offset, asked.config, asked.address, asked.record
        )
        return completion_list(asked.document, items, client)

    return await asyncio.to_thread(work) if asked.document.is_long else work()
