"""The configuration: a root's `litnotes.toml`, the user's own file, and what the editor sends."""

from litnotes_index.config.keys import (
    CITATION_FORMS,
    TEMPLATE_FIELDS,
    Config,
    References,
    citation_form,
    names_paper,
    of,
)
from litnotes_index.config.settings import (
    FILE_NAME,
    Settings,
    checked,
    load,
    user_file,
    user_only,
)
from litnotes_index.config.tables import inside

__all__ = [
    "CITATION_FORMS",
    "FILE_NAME",
    "TEMPLATE_FIELDS",
    "Config",
    "References",
    "Settings",
    "checked",
    "citation_form",
    "inside",
    "load",
    "names_paper",
    "of",
    "user_file",
    "user_only",
]
