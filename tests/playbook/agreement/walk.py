"""The walk over every face of an organization as it is on a day, of all products or one; nothing is listed by hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import streamlit as st
import typer
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from playbook.cli.main import COMMANDS, app
from playbook.page.parts.links import Screen
from tests.playbook.agreement import documents, pages, sayings
from tests.playbook.agreement.facts import Fact, Names
from tests.playbook.faces_of import Organization
from tests.playbook.page.looking import grids, words

_NOT_ASKED = {"review close", "impact", "whatif"}
"""Commands that write, read git, or ask what would be."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command that answers of a day without being told anything else."""

    words: tuple[str, ...]
    takes_product: bool


def commands() -> list[Command]:
    """Every command that can be asked of a day, found in the program itself."""
    program: Any = typer.main.get_command(app)
    found = []
    for name in COMMANDS:
        command = program.get_command(None, name)
        for inner, each in (getattr(command, "commands", None) or {"": command}).items():
            words_of_it = (name, inner) if inner else (name,)
            options = {option.name for option in each.params}
            alone = not any(option.required for option in each.params)
            if "as_of" in options and alone and " ".join(words_of_it) not in _NOT_ASKED:
                found.append(Command(words_of_it, "product" in options))
    return found


def _counts(shown: AppTest) -> dict[str, int]:
    """How much of each entry of the navigation needs attention."""
    labels = [str(element.proto.label) for element in shown.sidebar if hasattr(element.proto, "label")]
    found = (re.fullmatch(r"(.+?)(?: :\w+-badge\[(\d+)\])?", label) for label in labels)
    return {one[1]: int(one[2] or 0) for one in found if one}


@dataclass
class Walk:
    """What every face says on a day; `product` is the one that is chosen; pages in every view, or as they open."""

    org: Organization
    day: date
    product: str | None = None
    every_view: bool = True
    names: Names = field(default_factory=Names)
    facts: list[Fact] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    entries: dict[str, dict[str, int]] = field(default_factory=dict)

    def everywhere(self) -> "Walk":
        """Goes through commands, report and pages, in this order, since names come from documents."""
        found = [(command, self._document(command)) for command in commands()]
        for _, document in found:
            documents.learn(document, self.names)
        for command, document in found:
            place = " ".join(command.words)
            self.documents[place] = document
            self.facts += documents.facts_of(f"{place} --json", document, self.names)
            self._hears(place, self._run(*self._asked(command)), self._scope(takes_product=command.takes_product))
        report = self._run("report", "--format", "md", "--audience", "team")
        self._hears("report", report, self._scope(takes_product=False))
        for screen in Screen:
            for number, shown in enumerate(self._views(screen)):
                assert not shown.exception, [one.message for one in shown.exception]
                place = f"page {screen} {number or ''}".strip()
                self.tables[place] = grids(shown)
                self.entries[place] = _counts(shown)
                self.facts += pages.facts_of(place, self.tables[place], self.names, self.product)
                self._hears(place, words(shown), self._scope(takes_product=True))
        return self

    def _scope(self, *, takes_product: bool) -> str:
        return (self.product or "all") if takes_product else "all"

    def _hears(self, place: str, said: str, scope: str) -> None:
        one_line = " ".join(said.split())
        self.said[place] = one_line
        self.facts += sayings.facts_of(place, one_line, self.names, scope)
        self.miscounted += [f"{place}: {one}" for one in sayings.miscounted(one_line, self.day)]

    def _asked(self, command: Command) -> list[str]:
        return [*command.words, *(["--product", self.product] if self.product and command.takes_product else [])]

    def _document(self, command: Command) -> Any:
        result = self._invoked("--json", *self._asked(command))
        return json.loads(result.stdout) if result.exit_code in (0, 1) else {}  # some have no document

    def _run(self, *arguments: str) -> str:
        result = self._invoked(*arguments)
        assert result.exit_code in (0, 1), (arguments, result.output)
        said: str = result.stdout
        return said

    def _invoked(self, *arguments: str) -> Any:
        given = ["--playbook", str(self.org.world.folder), "--as-of", f"{self.day}"]
        return CliRunner().invoke(app, [*given, *arguments])

    def _views(self, screen: Screen) -> Iterator[AppTest]:
        """A page at this day and product, then in each of its views."""
        choices: dict[str, list[str]] = {}
        usual = st.segmented_control
        address = {"as_of": self.day.isoformat()} | ({"product": self.product} if self.product else {})

        def noted(label: str, options: list[str], **settings: Any) -> Any:
            choices[settings["key"]] = [str(option) for option in options]
            return usual(label, options, **settings)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(st, "segmented_control", noted)
            yield self.org.looks.opens(screen, **address)
        for key, options in choices.items() if self.every_view else ():
            yield from (self.org.looks.opens(screen, **address, **{key: option}) for option in options[1:])
