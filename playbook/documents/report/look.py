"""How a company wants its slides and PDF to look, and what the numbers in them come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Color = str
"""`#1F5FBF`"""


class BadTemplate(Exception):
    """The company's template cannot be used; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Colors:
    """The company's colors; '' leaves what the template says, else the product's own."""

    accent: Color = ""
    second: Color = ""
    text: Color = ""
    muted: Color = ""

    def over(self, others: "Colors") -> "Colors":
        """These colors, with the others' where these say nothing."""
        return Colors(
            self.accent or others.accent,
            self.second or others.second,
            self.text or others.text,
            self.muted or others.muted,
        )


@dataclass(frozen=True, slots=True)
class Sources:
    """What speaker notes name: the files that numbers came in, where each metric's number comes from by its id, and the
    records; all as sentences."""

    files: str = ""
    metrics: Mapping[str, str] = field(default_factory=dict)
    records: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A template is the content of a PPTX or POTX file."""

    template: bytes | None = None
    colors: Colors = Colors()
    sources: Sources = Sources()


PLAIN = Look()


def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_seen_on_white(color: Color) -> bool:
    """Whether lines and shapes of a color stand out from white paper (WCAG 2.2: 3 to 1)."""
    return 1.05 / (luminance(color) + 0.05) >= 3
