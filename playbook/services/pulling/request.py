"""What a pull asks for: a source, the days, the keys out of the environment; and what it gets: files."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from metrics.readers.tools.table import PULLED
from metrics.source import Pull, Source
from metrics.weeks import WeekCalendar
from playbook.services.pulling import wording

_KEY = re.compile(r"[\x21-\x7e]+")


class Trouble(Exception):
    """A source that could not be fetched whole, as a sentence for people; no secret is ever in it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file as it came, or pages joined to one."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are asked for, both included; all of them are over everywhere."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The first instant, in UTC."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def end(self) -> datetime:
        """The first instant that is no longer in it, in UTC."""
        return datetime.combine(self.last + timedelta(days=1), time(), UTC)

    def days(self) -> list[date]:
        """Each day."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Request:
    """One source to fetch. `folder` is the playbook's, `wait` sleeps for seconds."""

    source: Source
    pull: Pull
    window: Window
    zone: tzinfo
    calendar: WeekCalendar
    environ: Mapping[str, str]
    folder: Path
    wait: Callable[[float], None]

    def secret(self, place: int) -> str | None:
        """The secret of one of the names; None where no name is given. Raises Trouble where it is missing."""
        if place >= len(self.pull.secrets):
            return None
        name = self.pull.secrets[place]
        value = self.environ.get(name, "").strip()
        if not value:
            raise Trouble(wording.no_secret(name))
        return value

    def key(self, place: int = 0) -> str | None:
        """A secret that goes into a header."""
        value = self.secret(place)
        if value is not None and not _KEY.fullmatch(value):
            raise Trouble(wording.no_key(self.pull.secrets[place]))
        return value

    def joined(self, document: Mapping[str, Any], covers: tuple[date, date] | None) -> list[Fetched]:
        """Pages as one file of their tool, with the days that they cover."""
        days = {} if covers is None else {PULLED: {"first": str(covers[0]), "last": str(covers[1])}}
        name = f"{self.source.id}-{self.window.first}-{self.window.last}.json"
        return [Fetched(name, json.dumps({**document, **days}).encode())]
