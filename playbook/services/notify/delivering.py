"""Sends what waits: each message is claimed before it is sent, and what came of it is kept after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from metrics.store import outbox
from metrics.store.outbox import MessageState
from playbook.model.notify import Channel, NotifySettings, Service
from playbook.services.notify import wording
from playbook.services.notify.channels import by_apprise, slack, teams, webhook
from playbook.services.notify.defused import defused_message
from playbook.services.notify.hours import is_quiet
from playbook.services.notify.kept import message_of
from playbook.services.notify.making import zone_of
from playbook.services.notify.outgoing import NotTaken, Outgoing

if TYPE_CHECKING:
    from metrics.store.store import Store
    from playbook.workspace.workspace import Workspace

WORKER = uuid4().hex
"""This process, as the store knows who is at a message."""
CLAIMED_FOR = timedelta(minutes=10)
"""Longer than any sending takes: then whoever claimed a message is gone, and another takes it over."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""After each try that failed; then it is given up."""
SENDERS: Mapping[Service, Callable[[Channel, Outgoing, Mapping[str, str]], None]] = {
    Service.SLACK: slack.send,
    Service.TEAMS: teams.send,
    Service.WEBHOOK: webhook.send,
    Service.APPRISE: by_apprise.send,
}


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one message now."""

    channel: str
    title: str
    state: MessageState
    why: str = ""


def deliver(
    workspace: "Workspace",
    settings: NotifySettings,
    environ: Mapping[str, str],
    *,
    worker: str = WORKER,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Tried, ...]:
    """Sends what may be sent now, the oldest first. A channel that does not take a message gets no other in this run.
    Raises StoreUnavailable."""
    channels = {channel.id: channel for channel in settings.channels}
    if workspace.is_sample or settings.paused:
        return ()
    store = workspace.store()
    held = {channel.id for channel in settings.channels if channel.off}
    done: list[Tried] = []
    for waiting in outbox.on_their_way(store):
        if stopped():
            break
        channel = channels.get(waiting.channel)
        if channel is None:
            outbox.happened(
                store, waiting, MessageState.WITHDRAWN, worker, workspace.now(), why=wording.NO_CHANNEL_LEFT
            )
        elif channel.id not in held:
            tried = _one(workspace, settings, channel, waiting, environ, worker)
            done += [] if tried is None else [tried]
            if tried is None or tried.state is not MessageState.SENT:
                # in its order: what waits behind it does not go before it
                held |= set() if _passes(workspace, settings, waiting) else {channel.id}
    return tuple(done)


def _passes(workspace: "Workspace", settings: NotifySettings, waiting: outbox.Message) -> bool:
    """Whether a message stays behind because it is quiet, which keeps no critical one back."""
    severity = message_of(waiting.content).severity
    return is_quiet(settings.quiet, severity, workspace.now(), zone_of(workspace))


def _one(
    workspace: "Workspace",
    settings: NotifySettings,
    channel: Channel,
    waiting: outbox.Message,
    environ: Mapping[str, str],
    worker: str,
) -> Tried | None:
    """None where it is not its time, or somebody else is at it."""
    store, now, message = workspace.store(), workspace.now(), message_of(waiting.content)
    if is_quiet(settings.quiet, message.severity, now, zone_of(workspace)) or not _may(store, waiting, worker, now):
        return None
    claimed = outbox.claim(store, waiting, worker, now, now + CLAIMED_FOR)
    if claimed is None:
        return None
    outgoing = Outgoing(waiting.message_id, waiting.made_at, defused_message(message), settings.link)
    try:
        SENDERS[channel.service](channel, outgoing, environ)
    except NotTaken as refused:
        over = waiting.tries >= len(PAUSES)
        state = MessageState.GIVEN_UP if over else MessageState.FAILED
        pause = timedelta() if over else max(PAUSES[waiting.tries], timedelta(seconds=refused.wait or 0.0))
        then = workspace.now()
        outbox.happened(store, claimed, state, worker, then, then + pause, str(refused))
        return Tried(channel.id, message.title, state, str(refused))
    outbox.happened(store, claimed, MessageState.SENT, worker, workspace.now())
    return Tried(channel.id, message.title, MessageState.SENT)


def _may(store: "Store", waiting: outbox.Message, worker: str, now: datetime) -> bool:
    """Whether it is time for a message. A claim in a file that this process has open was left by one that is gone."""
    if waiting.state is MessageState.CLAIMED and store.location.path is not None and waiting.worker != worker:
        return True
    # what was never tried needs no moment: clocks of two machines may differ
    return waiting.state is MessageState.WAITING or waiting.next_at <= now
