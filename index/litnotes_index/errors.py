"""The errors that reach a user: one line that says what went wrong and what to do."""

import os
from pathlib import Path


class LitnotesError(Exception):
    """Something that could not be done; its text is shown to the user as it is."""


class ConfigError(LitnotesError):
    """A key or value in a configuration file that is not allowed."""


class EngineError(LitnotesError):
    """The search engine refused a call or found its files damaged."""


class StorageError(LitnotesError):
    """The index cannot be kept where it is: no room, no permission, a broken disk."""

    @classmethod
    def of(cls, code: int) -> "StorageError":
        """Return the error of a failure that the system has a number for."""
        what = f"the index cannot be read or written: {os.strerror(code)}"
        return cls(f"{what}; name another place with --index-dir or LITNOTES_INDEX_DIR")


class IndexBusyError(LitnotesError):
    """Another process held the index longer than we were willing to wait."""


class TooMuchError(LitnotesError):
    """There is more to read than was asked for."""


class NotFoundError(LitnotesError):
    """What the user named (a paper, a file) is not there."""


class NoteFileError(LitnotesError):
    """A note that cannot be read or written: `reason` tells why without its `path`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} {reason}")
        self.path = path
        self.reason = reason


class MetadataError(LitnotesError):
    """Front matter that cannot be read or changed; `offset` is where in the note."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset
