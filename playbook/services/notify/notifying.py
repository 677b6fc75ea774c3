"""One run of digests and alerts: what is new is made, what waits is sent; or what would be, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.problems import Severity
from metrics.store import outbox
from playbook.loading.page_settings import read_page_settings
from playbook.model.notify import NotifySettings
from playbook.readiness.alerts.news import news_of
from playbook.services.notify import wording
from playbook.services.notify.as_json import NotifyDocument, kept_row
from playbook.services.notify.delivering import Tried, deliver
from playbook.services.notify.kept import reported_of
from playbook.services.notify.making import (
    EVERYTHING,
    Making,
    alert_messages,
    digest_messages,
    make_what_is_new,
    standing,
)
from playbook.settings import WrongUse

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to: what was tried, the messages that were made or tried, and how many still wait."""

    tried: tuple[Tried, ...]
    messages: tuple[outbox.Message, ...]
    waiting: int


def settings_of(workspace: "Workspace") -> NotifySettings:
    """Where messages go; raises WrongUse where the settings are broken, as every message would seem unwanted."""
    settings, problems = read_page_settings(workspace.folder)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise WrongUse(wording.BROKEN_SETTINGS)
    return settings.notify


def notify(workspace: "Workspace", environ: Mapping[str, str], *, digests: bool = False) -> Run:
    """Raises WrongUse, StoreUnavailable."""
    if workspace.is_sample:
        raise WrongUse(wording.SAMPLE)
    settings = settings_of(workspace)
    if not settings.channels:
        raise WrongUse(wording.NO_CHANNEL)
    make_what_is_new(workspace, settings, digests=digests)
    store = workspace.store()
    touched = {one.message_id for one in outbox.on_their_way(store)}
    tried = deliver(workspace, settings, environ)
    messages = tuple(one for one in outbox.newest(store, MOST_SHOWN) if one.message_id in touched)
    return Run(tried, messages, len(outbox.on_their_way(store)))


def what_would_go(workspace: "Workspace") -> tuple[Making, ...]:
    """What each channel would get now: news since the last run, and the digests as if it were their time. Where all
    are off, what they would get otherwise; without channels, what one would get that gets everything. Raises WrongUse,
    StoreUnavailable."""
    settings = settings_of(workspace)
    on = tuple(channel for channel in settings.channels if not channel.off)
    channels = on or settings.channels or (EVERYTHING,)
    if workspace.playbook().playbook.records.charter.start is None:
        return ()
    reported = reported_of(outbox.reported(workspace.store()))
    news = news_of(standing(workspace), reported, workspace.today())
    found = [one for channel in channels for one in digest_messages(channel, workspace)]
    return (*found, *alert_messages(news, channels, workspace))


def history(workspace: "Workspace") -> NotifyDocument:
    """The last messages and what became of them, the newest first."""
    return NotifyDocument(messages=tuple(kept_row(one) for one in outbox.newest(workspace.store(), MOST_SHOWN)))
