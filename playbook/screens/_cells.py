"""Cells of tables: links to evidence outside the page, and words that stay on one line."""

from datetime import date
from textwrap import wrap
from urllib.parse import urlsplit

from playbook.screens._tables import Shown
from playbook.screens._text import escape_markdown, is_web_link
from playbook.wording import day_text

LONGEST_UNBROKEN = 40
_NO_BREAK_SPACE, _NO_BREAK_HYPHEN = "\u00a0", "\u2011"


def web_link(link: str, label: str = "") -> str:
    """Markdown of a link to `link`, named by `label` or its host; text only where it is no http or https address."""
    if not link:
        return ""
    words = escape_markdown(label or urlsplit(link).hostname or link)
    return f"[{words}](<{link}>)" if is_web_link(link) else escape_markdown(link)


def kept_together(text: str) -> str:
    """Markdown of a short name that no narrow column breaks; a long one may."""
    return unbroken(text).markdown if len(text) <= LONGEST_UNBROKEN else escape_markdown(text)


def unbroken(text: str, plain: str | float | None = None) -> Shown:
    """Text that no narrow column breaks: a week's name, a value with its unit."""
    kept = escape_markdown(text).replace(" ", _NO_BREAK_SPACE).replace(r"\-", "-").replace("-", _NO_BREAK_HYPHEN)
    return Shown(kept, text if plain is None else plain)


def in_lines(text: str, width: int) -> Shown:
    """Text that breaks into lines of about `width` signs, however narrow its column would like to be."""
    lines = (unbroken(line).markdown for line in wrap(text, width))
    return Shown(" ".join(lines), text)


def day_cell(day: date, today: date) -> Shown:
    """A day as people read it; the download holds the ISO day."""
    return unbroken(day_text(day, today), day.isoformat())
