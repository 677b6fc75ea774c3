"""Makes the messages that are new, once: what was told and the messages about it are kept together, or not at all."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from metrics.store import outbox
from metrics.store.outbox import MessageState, NewMessage
from playbook.documents.messages.alert import alert_message
from playbook.documents.messages.digest import DigestFacts, digest, personal_digest
from playbook.documents.messages.message import Message
from playbook.model.incidents import GRAVEST_FIRST
from playbook.model.notify import Channel, NotifySettings, Sends, Service
from playbook.readiness.alerts.news import Event, News, news_of
from playbook.readiness.alerts.standing import Alert, alerts_of, grounds_of
from playbook.readiness.alerts.turned import VerdictsThen, turned_gates
from playbook.readiness.due.by_seat import due_by_seat
from playbook.services.notify import wording
from playbook.services.notify.hours import digest_planned
from playbook.services.notify.kept import about, message_text, reported_of

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

EVERYTHING = Channel.model_validate(
    {"id": "everything", "service": "apprise", "address": "NONE", "sends": [*map(str, Sends)]}
)
"""Stands for a channel where none is set up and somebody asks what one would get."""


_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Making:
    """One message for one channel, before it is kept."""

    channel: Channel
    message: Message


def standing(workspace: "Workspace") -> tuple[Alert, ...]:
    """Alerts that stand today."""
    return alerts_of(workspace.assess(), workspace.ask(grounds_of))


def alert_messages(news: Sequence[News], channels: Sequence[Channel], workspace: "Workspace") -> list[Making]:
    """What each channel is told of the news."""
    day = workspace.today()
    reported = [(one, alert_message(one, day)) for one in news if one.event is not Event.SEEN]
    return [Making(channel, message) for channel in channels for one, message in reported if _is_for(channel, one)]


def _is_for(channel: Channel, news: News) -> bool:
    if Sends.ALERTS not in channel.sends:
        return False
    # what is over goes to whoever heard of it before it changed, too
    gravest = min(
        GRAVEST_FIRST.index(reported.severity) for reported in (news.now, news.before) if reported is not None
    )
    products = {*news.now.products, *(news.before.products if news.before else ())}
    about = not channel.products or not products or bool(products & set(channel.products))
    return about and gravest <= GRAVEST_FIRST.index(channel.severity)


def digest_messages(channel: Channel, workspace: "Workspace") -> list[Making]:
    """The digests of a channel as of now."""
    found: list[Message] = []
    if Sends.DIGEST in channel.sends:
        whole = _digest(workspace)
        found.append(_with_picture(whole, workspace) if channel.service is Service.APPRISE else whole)
    if Sends.PERSONAL in channel.sends:
        for seat in workspace.ask(due_by_seat):
            message = personal_digest(seat, workspace.today())
            if message is not None and channel.seat in (None, seat.seat):
                found.append(message)
    return [Making(channel, message) for message in found]


def _with_picture(message: Message, workspace: "Workspace") -> Message:
    """With the overview of the same assessment, for the services that take a file."""
    from playbook.documents.overview_picture import overview_picture  # noqa: PLC0415  (only digests are drawn)

    return replace(message, picture=b64encode(overview_picture(workspace.assess(), message.title)).decode())


def _digest(workspace: "Workspace") -> Message:
    assessment = workspace.assess()
    since = assessment.changed_since
    turned = () if since is None else turned_gates(assessment, workspace.ask(VerdictsThen(since)))
    controls, seats = workspace.ask(grounds_of).controls, workspace.ask(due_by_seat)
    return digest(DigestFacts(workspace.organization, assessment, controls, turned, seats))


def make_what_is_new(workspace: "Workspace", settings: NotifySettings, *, digests: bool = False) -> int:
    """Keeps a message for every channel that something new concerns; with `digests` those of today, too. How many.
    Raises StoreUnavailable."""
    channels = [channel for channel in settings.channels if not channel.off]
    state = workspace.playbook()
    if not channels or workspace.is_sample or not state.is_current:
        return 0
    if state.playbook.records.charter.start is None:
        return 0
    store = workspace.store()
    moment = _digest_moment(workspace, settings, digests=digests)
    alerts = standing(workspace) if any(Sends.ALERTS in channel.sends for channel in channels) else ()
    known = outbox.reported(store)
    # made before any other writer has to wait
    due = {one.id: digest_messages(one, workspace) for one in channels if _is_due(known, one, moment)}
    if not due and not news_of(alerts, reported_of(known), workspace.today()):
        return 0
    with store.together():  # looked at again with every other writer kept out: two replicas tell it once
        known = outbox.reported(store)
        now = max((workspace.now(), *(one.reported_at + _TICK for one in known.values())))
        news = news_of(alerts, reported_of(known), workspace.today())
        entries = [outbox.Reported(one.now.key, one.now.state, about(one.now), now) for one in news]
        making = alert_messages(news, channels, workspace)
        for channel in channels:
            if channel.id in due and _is_due(known, channel, moment):
                entries.append(outbox.Reported(_digest_key(channel), moment, "", now))
                making += due[channel.id]
        never = _overtake(workspace, making, now)
        new = [_new(one, now) for one in making if (one.channel.id, one.message.subject) not in never]
        outbox.tell(store, entries, new)
    return len(new)


def _digest_moment(workspace: "Workspace", settings: NotifySettings, *, digests: bool) -> str:
    """What tells one time for digests from the next; '' where there is none."""
    if digests:
        return f"{workspace.today()}"
    zone = zone_of(workspace)
    planned = None if settings.digest is None else digest_planned(settings.digest, workspace.now(), zone)
    return "" if planned is None else f"{planned.date()}"


def zone_of(workspace: "Workspace") -> ZoneInfo:
    """The charter's time zone."""
    return ZoneInfo(workspace.playbook().playbook.definitions.charter.charter.timezone)


def _digest_key(channel: Channel) -> str:
    return f"digest:{channel.id}"


def _is_due(known: dict[str, outbox.Reported], channel: Channel, moment: str) -> bool:
    """Whether the channel gets digests and had none for this moment, or a later one."""
    last = known.get(_digest_key(channel))
    gets = bool({Sends.DIGEST, Sends.PERSONAL} & set(channel.sends))
    return gets and bool(moment) and (last is None or last.state < moment)


def _overtake(workspace: "Workspace", making: Sequence[Making], now: datetime) -> set[tuple[str, str]]:
    """Withdraws what was not sent yet of alerts that changed meanwhile; those that began and ended unsent are told to
    nobody, and come back."""
    store, never = workspace.store(), set()
    subjects = {(one.channel.id, one.message.subject): one.message.event for one in making if one.message.event}
    for waiting in _unsent(outbox.on_their_way(store)):
        event = subjects.get((waiting.channel, waiting.subject))
        if event is not None:
            outbox.happened(store, waiting, MessageState.WITHDRAWN, "", now, why=wording.OVERTAKEN)
            if event == Event.ENDED:
                never.add((waiting.channel, waiting.subject))
    return never


def _unsent(messages: Sequence[outbox.Message]) -> Iterator[outbox.Message]:
    return (one for one in messages if one.state in (MessageState.WAITING, MessageState.FAILED))


def _new(one: Making, now: datetime) -> NewMessage:
    message = one.message
    named = f"{one.channel.id}\n{message.kind}\n{message.event}\n{message.subject}\n{now.isoformat()}"
    message_id = f"msg_{sha256(named.encode()).hexdigest()[:32]}"
    return NewMessage(message_id, one.channel.id, message.subject, now, message_text(message))
