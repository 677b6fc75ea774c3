"""The company's look in slides and PDF: a template and colors, the part `report` of `settings.yaml`."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from metrics.definition import Definition
from playbook.model.fields import Refused

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def _check_color(text: str) -> str:
    if text and _COLOR.fullmatch(text) is None:
        raise Refused(f"'{text}'", expected="a color in quotes, such as '#1F5FBF'")
    return text.upper()


def _check_template(text: str) -> str:
    path = text.replace("\\", "/")
    outside = path.startswith("/") or ":" in path or ".." in path.split("/")
    if text and (outside or not path.lower().endswith((".pptx", ".potx"))):
        raise Refused(f"'{text}'", expected="a .pptx or .potx file in the playbook's folder, such as brand/slides.potx")
    return path


Color = Annotated[str, AfterValidator(_check_color)]


class ReportColors(Definition):
    """Colors in place of the template's, or of the product's own."""

    accent: Color = Field(default="", description="bars, lines and headings, as '#1F5FBF'")
    second: Color = Field(default="", description="what is held against them, such as the plan")
    text: Color = Field(default="", description="text")
    muted: Color = Field(default="", description="what stands back: limits, small print")


class ReportSettings(Definition):
    """How the report's slides and PDF look."""

    template: Annotated[str, AfterValidator(_check_template)] = Field(
        default="", description="a PowerPoint file of this folder whose layouts, fonts and colors the slides take"
    )
    colors: ReportColors = Field(default=ReportColors(), description="colors in place of the template's")
