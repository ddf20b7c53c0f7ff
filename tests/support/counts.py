"""How much of what another program made of a dump the readers make of it, too."""

from dataclasses import dataclass, field


@dataclass
class Count:
    """How many of one kind are expected and right, and what is not."""

    expected: int = 0
    right: int = 0
    differences: list[str] = field(default_factory=list[str])

    def add(self, where: str, expected: object, got: object, *, right: bool) -> None:
        self.expected += 1
        self.right += right
        if not right:
            self.differences.append(f"{where}: expected {expected!r}, got {got!r}")

    @property
    def share(self) -> float:
        return self.right / self.expected if self.expected else 1.0
