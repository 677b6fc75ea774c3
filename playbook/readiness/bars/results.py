"""What moved a bar."""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a change does to the bar."""

    STRICTER = "stricter"
    WEAKER = "weaker"
    OTHER = "other"

    @property
    def inverse(self) -> "Effect":
        """The effect of the same change taken back."""
        return {Effect.STRICTER: Effect.WEAKER, Effect.WEAKER: Effect.STRICTER}.get(self, self)


YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class BarMove:
    """One field that means something else. `what` is its address, as `gates.limited-release.criteria.legal.key`;
    `before` and `after` are its values in words, '' for what is not there. `file` and `path` lead to it, or to the
    nearest thing around it, in the newer text. `gate` is the gate it belongs to, where there is one."""

    what: str
    effect: Effect
    before: str
    after: str
    file: str
    path: YamlPath
    gate: str | None = None
