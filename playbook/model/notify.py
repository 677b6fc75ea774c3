"""Where digests and alerts go: the part `notify` of `settings.yaml`. Secrets stand in the environment."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from metrics.definition import Day, Definition, Identifier
from playbook.model.fields import Link
from playbook.model.incidents import Severity

TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Service(StrEnum):
    """What takes the messages of a channel."""

    SLACK = "slack"
    TEAMS = "teams"
    WEBHOOK = "webhook"
    APPRISE = "apprise"


class Sends(StrEnum):
    """What a channel gets."""

    DIGEST = "digest"
    PERSONAL = "personal"
    ALERTS = "alerts"


class Channel(Definition):
    """One place that messages go to."""

    id: Identifier = Field(description="a name of your own, as the history shows it")
    service: Service = Field(
        description="slack (incoming webhook), teams (workflow), webhook (signed, by Standard Webhooks), or apprise:"
        " e-mail, Google Chat, Mattermost and a hundred more"
    )
    address: Variable = Field(
        description="name of the environment variable that holds the address; of apprise one of its addresses"
    )
    secret: Variable | None = Field(
        default=None, description="of a webhook: name of the environment variable that holds its signing secret"
    )
    sends: tuple[Sends, ...] = Field(
        default=(Sends.DIGEST, Sends.ALERTS),
        description="digest: once a week, for leaders; personal: what each seat owes; alerts: as they happen",
    )
    seat: Identifier | None = Field(
        default=None, description="of a personal digest: only what this seat owes; blank: a message for each seat"
    )
    products: tuple[Identifier, ...] = Field(
        default=(), description="alerts about these products, and about the organization; blank: about all"
    )
    severity: Severity = Field(default=Severity.LOW, description="alerts from this severity on")
    off: bool = Field(default=False, strict=True, description="true: it gets nothing; what waits for it stays")


class DigestTime(Definition):
    """When the digests go."""

    on: Day = Field(description="day of the week")
    at: TimeOfDay = Field(description='time of day in the charter\'s time zone: "08:00"')


class QuietHours(Definition):
    """When nothing goes but critical alerts."""

    since: TimeOfDay = Field(description='time of day in the charter\'s time zone: "20:00"')
    until: TimeOfDay = Field(description='time of day, on the next day where it is the earlier one: "07:00"')
    weekends: bool = Field(default=True, strict=True, description="true: Saturday and Sunday are quiet, too")


class NotifySettings(Definition):
    """What is told to whom without being asked."""

    link: Link = Field(default="", description="address of the page, for the link below each message")
    digest: DigestTime | None = Field(default=None, description="when the digests go: {on: mon, at: '08:00'}")
    quiet: QuietHours | None = Field(
        default=None, description="hours in which only critical alerts go: {since: '20:00', until: '07:00'}"
    )
    paused: bool = Field(default=False, strict=True, description="true: messages wait until it is false again")
    channels: tuple[Channel, ...] = Field(default=(), description="where messages go")
