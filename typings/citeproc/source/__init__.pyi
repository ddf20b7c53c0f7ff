from typing import Any

class BibliographySource(dict[str, Any]):
    def add(self, entry: Reference) -> None: ...

class Reference(dict[str, Any]):
    def __init__(self, key: str, type: str) -> None: ...  # noqa: A002
