"""The report as one HTML file: no scripts, nothing fetched, made to be printed on A4, light and dark."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from playbook.documents.html import shown
from playbook.documents.report import wording as words
from playbook.documents.report.content import Report
from playbook.documents.report.drawing import Pictures, following_the_theme, theme_variables

_WIDTH, _HEIGHT = 72, 16


def to_html(report: Report, pictures: Pictures | None = None) -> str:
    """The whole report. Every text in it is escaped; the only markup besides the template's is the charts', which are
    drawn from data and escape their own text."""
    drawn = {name: Markup(following_the_theme(svg)) for name, svg in (pictures or {}).items()}  # noqa: S704
    template = _environment().get_template("report.html.j2")
    return template.render(report=report, words=words, charts=drawn, light=_variables("light"), dark=_variables("dark"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("playbook.documents.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sparkline"] = sparkline_points
    environment.filters["link"] = safe_link
    return environment


def _variables(theme: str) -> Markup:
    return Markup("; ").join(Markup("--{}: {}").format(name, value) for name, value in theme_variables(theme).items())


def safe_link(text: str) -> str:
    """A web address, or '' for everything that is none."""
    return text if text.startswith(("https://", "http://")) else ""


def sparkline_points(values: Sequence[float]) -> dict[str, Any]:
    """Points of a line in a box of 72 by 16, and its last point; the lowest value lies at the bottom."""
    low, high = min(values), max(values)
    step = (_WIDTH - 6) / max(1, len(values) - 1)
    scale = (_HEIGHT - 6) / (high - low) if high > low else 0.0
    middle = _HEIGHT / 2
    points = [
        (3 + index * step, (_HEIGHT - 3 - (value - low) * scale) if scale else middle)
        for index, value in enumerate(values)
    ]
    return {
        "line": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "x": f"{points[-1][0]:.1f}",
        "y": f"{points[-1][1]:.1f}",
    }
