"""The addresses of the HTTP API in one table: routes, the OpenAPI document and the README are made from it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playbook.api import commands, feeds, reading, store, writing
from playbook.api.answers import Handed
from playbook.api.guard import TOKEN_PARAMETER
from playbook.documents import badge as badges
from playbook.documents import icalendar
from playbook.json_values import Document
from playbook.loading.page_settings import PageSettings
from playbook.services.backup import TYPE as ARCHIVE
from playbook.services.backup import Archive
from playbook.services.tokens.tokens import Scope


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that may be said beside an address; `schema` is its JSON Schema."""

    name: str
    meaning: str
    example: str | int
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address. `scope` None: open to everybody."""

    method: str
    path: str
    answer: Callable[..., Document | Archive | Handed]
    parameters: tuple[Parameter, ...] = ()
    scope: Scope | None = Scope.READ
    takes_files: bool = False
    takes_text: bool = False
    """Its body is one short text, JSON or YAML."""
    takes_options: bool = False
    """Its parameters are those of a command, and the command checks them."""
    media: str = ""
    """The type of its answer, where that is no JSON document."""
    refuses: tuple[int, ...] = ()
    draws: tuple[int, ...] = ()
    """Refusals that are a file of its own type, too."""
    out_of_reach: Callable[[], Handed] | None = None
    """What it answers where playbook or store cannot be read; None: with the error."""
    open_by: Callable[[PageSettings], bool] | None = None
    """Whether `settings.yaml` opens it to everybody."""

    @property
    def known(self) -> tuple[str, ...]:
        """Names of the parameters in the query."""
        return tuple(parameter.name for parameter in self.parameters if parameter.place == "query")

    @property
    def takes_key(self) -> bool:
        """Whether it is done once for a key."""
        return KEY in self.parameters

    @property
    def document(self) -> type[Document]:
        """What it answers with, where that is no file."""
        found: type[Document] = inspect.signature(self.answer).return_annotation
        return found

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return " ".join((self.answer.__doc__ or "").split())


_DATE = {"type": "string", "format": "date"}
_SWITCH = {"type": "string", "enum": ["true", "false"]}
_DAY = (
    Parameter("as_of", "the day to look at; today where it is left out", "2026-11-06", _DATE),
    Parameter(
        "basis",
        "what counts: known on that day, or everything received by today",
        "known",
        {"type": "string", "enum": ["known", "today"]},
    ),
    Parameter("definitions", "whose definitions judge: then (git's of that day), a commit, or today", "then"),
)
_PRODUCT = Parameter("product", "id of a product: only this one", "support-copilot")


def _in_address(scope: Scope) -> Parameter:
    return Parameter(TOKEN_PARAMETER, f"a token for `{scope}` alone, where no header can be sent", "pbk_…")


KEY = Parameter(
    "Idempotency-Key",
    "a name of your own for this request: sent again with it, it is not done again, and its first answer comes",
    "nightly-2026-W45",
    {"type": "string", "minLength": 1, "maxLength": 200},
    place="header",
)

OPERATIONS = (
    Operation("GET", "/api/health", reading.health, scope=None),
    Operation("GET", "/api/status", reading.status, (*_DAY, _PRODUCT)),
    Operation(
        "GET",
        "/api/gates",
        reading.gates,
        (
            *_DAY,
            _PRODUCT,
            Parameter("gate", "id of a gate: only this one", "limited-release"),
            Parameter("candidate", "whose verdicts: id of a candidate, or its parts as JSON", "pilot-2"),
        ),
    ),
    Operation(
        "GET",
        "/api/admitted",
        reading.admitted,
        (
            *_DAY,
            _PRODUCT,
            Parameter("gate", "id of a gate: only releases there", "limited-release"),
            Parameter("candidate", "what runs: id of a candidate, or its parts as JSON", "pilot-1"),
        ),
    ),
    Operation(
        "GET",
        "/api/metrics",
        reading.metrics,
        (*_DAY, _PRODUCT, Parameter("metric", "id of a metric: only this one", "hallucination_rate")),
    ),
    Operation("GET", "/api/notices", reading.notices),
    Operation(
        "GET",
        "/api/uploads",
        reading.uploads,
        (Parameter("as_of", "only what had arrived by that day; all of it where it is left out", "2026-11-06", _DATE),),
    ),
    Operation(
        "GET",
        "/api/command/{command}",
        commands.command,
        (
            Parameter(
                "command",
                "a command that only asks, such as status, gates, metrics, uploads or due",
                "status",
                place="path",
            ),
            *_DAY,
            _PRODUCT,
            Parameter("json", "true: the document instead of words", "true", _SWITCH),
            Parameter("width", "how many characters a line may have", 118, {"type": "integer"}),
            Parameter("color", "true: with the colors of a terminal", "true", _SWITCH),
        ),
        takes_options=True,
    ),
    Operation(
        "GET",
        "/api/calendar.ics",
        feeds.calendar,
        (
            Parameter("seat", "only what this seat owes, the gates it owns, and the reviews", "lead-ai-engineer"),
            _in_address(Scope.CALENDAR),
        ),
        scope=Scope.CALENDAR,
        media=icalendar.TYPE.partition(";")[0],
    ),
    Operation(
        "GET",
        "/api/badge/{product}/{gate}.svg",
        feeds.badge,
        (
            Parameter("product", "id of a product", "support-copilot", place="path"),
            Parameter("gate", "id of a gate", "limited-release", place="path"),
            _in_address(Scope.BADGE),
        ),
        scope=Scope.BADGE,
        media=badges.TYPE.partition(";")[0],
        draws=(404,),
        out_of_reach=lambda: feeds.unknown_badge(badges.Unknown.OUT_OF_REACH),
        open_by=lambda settings: settings.public_badges,
    ),
    Operation("GET", "/api/backup", store.backup, scope=Scope.STORE, media=ARCHIVE),
    Operation(
        "POST",
        "/api/snapshots",
        writing.snapshots,
        (
            Parameter("name", "name of the file, where it is the whole body", "week45.csv"),
            Parameter("product", "id of the product of all rows, where the file does not say", "support-copilot"),
            Parameter("week", "week of all rows, where the file does not say", "2026-W45"),
            Parameter("source", "where the numbers come from, in words", "nightly export"),
            Parameter("mapped_by", "id of the source by which the file is read", "finance-workbook"),
            Parameter("candidate", "id of the candidate on which the numbers were measured", "pilot-2"),
            Parameter("received", "an earlier day from which the numbers count as known: a backfill", "2026-10-06"),
            Parameter("why", "why a backfill comes only now; needed with received", "moved from the old sheet"),
            KEY,
            Parameter(
                "dry_run",
                "true: store nothing, and say what the files would change",
                "true",
                _SWITCH,
            ),
        ),
        scope=Scope.UPLOAD,
        takes_files=True,
        refuses=(408, 409, 413, 415),
    ),
    Operation(
        "POST",
        "/api/candidates",
        writing.candidates,
        (Parameter("product", "id of the product, where the candidate does not say", "support-copilot"), KEY),
        scope=Scope.UPLOAD,
        takes_text=True,
        refuses=(408, 409, 413, 415),
    ),
    Operation(
        "DELETE",
        "/api/uploads/{id}",
        writing.withdraw_upload,
        (Parameter("id", "id of the upload, or its first characters", "u261110-090000000000", place="path"), KEY),
        scope=Scope.UPLOAD,
        refuses=(404, 409),
    ),
    Operation(
        "POST",
        "/api/tidy",
        store.tidy,
        (
            KEY,
            Parameter(
                "hours", "how long files that are no longer needed are kept", 24, {"type": "number", "minimum": 1}
            ),
        ),
        scope=Scope.STORE,
        refuses=(409,),
    ),
)
"""Every address that answers a question; `/api/openapi.json` describes them."""
OPENAPI = "/api/openapi.json"
