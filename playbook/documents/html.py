"""A document as one HTML file that stands alone: no scripts, nothing fetched, every text escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from metrics.visible import visible
from playbook.documents.document import Document


def to_html(document: Document) -> str:
    """The whole file, light and dark, made to be printed too."""
    kinds = [(type(block).__name__, block) for block in document.blocks]
    return _environment().get_template("document.html.j2").render(title=document.title, blocks=kinds)


def shown(value: object) -> object:
    """What stands in a template, with characters that nobody sees as escapes; markup of our own stays."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("playbook.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
