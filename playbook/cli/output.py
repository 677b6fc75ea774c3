"""How the command speaks: answers on standard output, messages on standard error, and what the exit codes mean."""

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TextIO, cast

from metrics.visible import visible, visible_json

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from metrics.problems import Problem
    from playbook.json_values import Document, Json

_FORCING = {"FORCE_COLOR", "TTY_COMPATIBLE"}
"""What makes a terminal, for rich, of a stream that is none."""
_PLAIN_WIDTH = 118
_WIDEST = 140


class ExitCode(IntEnum):
    """What the process says when it ends."""

    FINE = 0
    """Done, and the answer is yes where one was asked for."""
    NO = 1
    """The answer is no: a gate below GO WITH CONDITIONS, an upload refused, broken definitions."""
    WRONG_USE = 2
    """The command was not called as it can be, or there was nothing to judge."""
    NO_STORE = 3
    """The store, or the history that was asked for, cannot be reached."""


class Style:
    """Colours of words; each word says the same without its colour."""

    GOOD = "green"
    FAIR = "yellow"
    BAD = "red"
    QUIET = "dim"
    STRONG = "bold"


def plain(text: str) -> str:
    """Text that came from a file: nothing in it may move the cursor of a terminal or turn the order of its words."""
    return visible(text, "\n")


def styled(text: str, style: str = "") -> "Text":
    """Text with a colour, its markup left as it stands."""
    from rich.text import Text

    return Text(plain(text), style=style)


class _Trimmed:
    """A stream that leaves out the blanks which tables put at the ends of lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(re.sub(r"[ \t]+(?=\n)", "", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal of somebody else, for whom the command runs here: where it writes, how wide, whether in colour."""

    width: int = _PLAIN_WIDTH
    color: bool = False
    out: io.StringIO = field(default_factory=io.StringIO)
    messages: io.StringIO = field(default_factory=io.StringIO)


_TERMINAL: ContextVar[Terminal | None] = ContextVar("terminal", default=None)


@contextmanager
def writing_to(terminal: Terminal) -> Iterator[None]:
    """What is said in this block goes to another's terminal; other threads speak on as they did."""
    token = _TERMINAL.set(terminal)
    try:
        yield
    finally:
        _TERMINAL.reset(token)


def own_terminal() -> Terminal:
    """Width and colour of the terminal here, for whoever answers in its place."""
    if not sys.stdout.isatty() and not _FORCING & os.environ.keys():
        return Terminal()
    from rich.console import Console

    console = Console(file=sys.stdout)
    if not console.is_terminal:
        return Terminal()
    return Terminal(min(console.width, _WIDEST), console.color_system is not None)


class Answer:
    """Standard output for people: as wide as the terminal, plain where there is none."""

    def __init__(self) -> None:
        self._console = _console(_TERMINAL.get())
        self._begun = False

    def _print(self, content: "RenderableType", *, soft_wrap: bool = False) -> None:
        self._begun = True
        self._console.print(content, soft_wrap=soft_wrap)

    def line(self, text: str, style: str = "", *, indent: int = 0) -> None:
        """One paragraph, wrapped at words."""
        self._print(_indented(styled(text, style), indent))

    def whole_line(self, text: str, style: str = "") -> None:
        """One line as it stands, however long: what is copied or piped may not be wrapped."""
        self._print(styled(text, style), soft_wrap=True)

    def gap(self) -> None:
        """An empty line, except at the very beginning."""
        if self._begun:
            self._print("")

    def heading(self, text: str) -> None:
        """A title, an empty line above it."""
        self.gap()
        self._print(styled(text, Style.STRONG))

    def rows(
        self,
        rows: Iterable[Iterable["Text | str"]],
        *,
        head: Iterable[str] = (),
        right: Iterable[int] = (),
        whole: Iterable[int] = (),
    ) -> None:
        """A table without lines; the columns in `right` hold numbers, those in `whole` are never wrapped."""
        titles, numbers, unbroken = tuple(head), frozenset(right), frozenset(whole)
        table = _table(gap=2, show_header=bool(titles))
        cells = [[styled(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        for number in range(max([len(titles), *(len(row) for row in cells)])):
            table.add_column(
                titles[number] if number < len(titles) else "",
                justify="right" if number in numbers else "left",
                overflow="fold",
                no_wrap=number in numbers | unbroken,
            )
        for row in cells:
            table.add_row(*row)
        self._print(_indented(table, 2))

    def points(self, entries: Iterable[str], *, indent: int = 4) -> None:
        """A list of lines that belong together."""
        for entry in entries:
            table = _table()
            table.add_row("-", styled(entry))
            self._print(_indented(table, indent))

    def numbered(self, entries: Iterable[tuple[str, str]]) -> None:
        """A numbered list: each entry with a quieter line below it."""
        for number, (text, below) in enumerate(entries, 1):
            table = _table()
            table.add_column(justify="right", width=4)
            table.add_column(overflow="fold")
            table.add_row(f"{number}.", styled(text))
            if below:
                table.add_row("", styled(below, Style.QUIET))
            self._print(table)

    def problems(self, problems: "Iterable[Problem]") -> None:
        """Every problem as one sentence, errors first within their file."""
        from metrics.problems import Severity

        for problem in problems:
            mark, style = ("error", Style.BAD) if problem.severity is Severity.ERROR else ("warning", Style.FAIR)
            # never wrapped: whoever searches or pipes the list finds each problem on one line
            self._print(styled(f"{mark}: ", style) + styled(problem.message), soft_wrap=True)


def _indented(content: "RenderableType", indent: int) -> "RenderableType":
    from rich.padding import Padding

    return Padding(content, (0, 0, 0, indent), expand=False)


def _table(gap: int = 1, *, show_header: bool = False) -> "Table":
    from rich.table import Table

    return Table(box=None, show_header=show_header, pad_edge=False, padding=(0, gap, 0, 0), header_style=Style.QUIET)


def _console(terminal: Terminal | None) -> "Console":
    from rich.console import Console

    if terminal is None:
        stream = sys.stdout if sys.stdout.isatty() else cast(TextIO, _Trimmed(sys.stdout))
        console = Console(file=stream, markup=False, highlight=False, emoji=False, soft_wrap=False)
        console.width = min(console.width if console.is_terminal else _PLAIN_WIDTH, _WIDEST)
        return console
    stream = terminal.out if terminal.color else cast(TextIO, _Trimmed(terminal.out))
    return Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        width=max(20, min(terminal.width, _WIDEST)),
        force_terminal=terminal.color,
        color_system="standard" if terminal.color else None,
        legacy_windows=False,
    )


def forgive_characters() -> None:
    """A terminal or pipe without the characters of a name gets '?' instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def tell(message: str) -> None:
    """A message to the person: standard error."""
    terminal = _TERMINAL.get()
    stream = sys.stderr if terminal is None else terminal.messages
    stream.write(plain(message).rstrip("\n") + "\n")
    stream.flush()


def verbatim(text: str) -> None:
    """A whole file's text on standard output, as it is but for what a terminal would obey."""
    terminal = _TERMINAL.get()
    (sys.stdout if terminal is None else terminal.out).write(visible(text))


def document(content: "Document | Mapping[str, object] | list[Json]") -> None:
    """The one JSON document of a command that was asked for `--json`, or for a form that another program reads."""
    content = content if isinstance(content, Mapping | list) else content.to_json()
    terminal = _TERMINAL.get()
    stream = sys.stdout if terminal is None else terminal.out
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False, default=str)
    stream.write(visible_json(text) + "\n")


def tell_problems(problems: "Iterable[Problem]", total: int) -> None:
    """Every problem on standard error, and how many more there are."""
    from metrics.problems import Severity
    from playbook.cli import wording

    listed = tuple(problems)
    for problem in listed:
        tell(problem.message if problem.severity is Severity.ERROR else wording.warning_line(problem))
    if total > len(listed):
        tell(wording.more_problems(total - len(listed)))
