"""What the server can do, one file per LSP request: pure functions of a view and a note.

No protocol, no engine, no watcher in here: offsets are code points, answers are plain values.
"""
