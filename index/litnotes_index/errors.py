"""The errors that reach a user: one line that says what went wrong and what to do."""


class LitnotesError(Exception):
    """Something that could not be done; its text is shown to the user as it is."""


class ConfigError(LitnotesError):
    """A key or value in a configuration file that is not allowed."""


class EngineError(LitnotesError):
    """The search engine refused a call or found its files damaged."""


class IndexBusyError(LitnotesError):
    """Another process held the index longer than we were willing to wait."""


class TooMuchError(LitnotesError):
    """There is more to read than was asked for."""


class NotFoundError(LitnotesError):
    """What the user named (a paper, a file) is not there."""
