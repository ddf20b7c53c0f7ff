"""What the server can do, one file per LSP request: pure functions from a view and a note to a value.

No protocol, no engine, no watcher in here: offsets are code points, answers are plain values.
"""
