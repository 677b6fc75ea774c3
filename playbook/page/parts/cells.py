"""Cells of tables: links to evidence outside the page, and words that stay on one line."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from playbook.page.parts.badges import badge
from playbook.page.parts.tables import Shown
from playbook.page.parts.text import escape_markdown, is_web_link
from playbook.wording import day_text, sentence_case

State = TypeVar("State")

_NO_BREAK_SPACE, _NO_BREAK_HYPHEN = "\u00a0", "\u2011"


def web_link(link: str, label: str = "") -> str:
    """Markdown of a link to `link`, named by `label` or its host; text only where it is no http or https address."""
    if not link:
        return ""
    words = escape_markdown(label or urlsplit(link).hostname or link)
    return f"[{words}](<{link}>)" if is_web_link(link) else escape_markdown(link)


def unbroken(text: str, plain: str | float | None = None) -> Shown:
    """Text that no narrow column breaks: a week's name, a value with its unit."""
    kept = escape_markdown(text).replace(" ", _NO_BREAK_SPACE).replace(r"\-", "-").replace("-", _NO_BREAK_HYPHEN)
    return Shown(kept, text if plain is None else plain)


def day_cell(day: date, today: date) -> Shown:
    """A day as people read it; the download holds the ISO day."""
    return unbroken(day_text(day, today), day.isoformat())


def marked(state: State, words: Mapping[State, str], looks: Mapping[State, tuple[str, str]]) -> Shown:
    """A badge for one of a closed set of states: its word from `words`, its colour and icon from `looks`."""
    return Shown(badge(words[state], *looks[state]), words[state])


def titled(name: str | Shown, *facts: str) -> Shown:
    """A name that stands out and, on lines of their own below it, the facts that belong to it: one column in place of
    several, so that a phone shows what counts."""
    shown = name if isinstance(name, Shown) else Shown(escape_markdown(name), name)
    below = "".join(f"  \n:gray[{escape_markdown(fact)}]" for fact in facts if fact)
    return Shown(f"**{shown.markdown}**{below}", shown.plain)


def because(reason: str | Shown, who: str = "", *facts: str, mark: str | Shown = "") -> Shown:
    """How something stands (`mark`, the Markdown of a badge), why, and below it who must act."""
    shown = reason if isinstance(reason, Shown) else Shown(escape_markdown(reason), reason)
    lines = [mark.markdown if isinstance(mark, Shown) else mark, shown.markdown]
    lines += [f":gray[{escape_markdown(fact)}]" for fact in facts if fact]
    lines.append(person(who) if who else "")
    return Shown("  \n".join(filter(None, lines)), shown.plain)


def person(who: str) -> str:
    """Markdown of the seat that must act, with an icon that says so."""
    return f":gray[:material/person: {escape_markdown(sentence_case(who))}]"
