from typing import Any

class BibliographySource(dict[str, Any]):
    def add(self, entry: Reference) -> None: ...

class VariableError(Exception): ...

class Reference(dict[str, Any]):
    told: set[str]
    def __init__(self, key: str, type: str) -> None: ...  # noqa: A002
