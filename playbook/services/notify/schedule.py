"""Digests and alerts beside the running app: looked for and sent every half minute."""

import logging
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from metrics.store.outbox import MessageState
from playbook.services.looking import Looking
from playbook.services.notify import wording
from playbook.services.notify.delivering import Tried, deliver
from playbook.services.notify.making import make_what_is_new
from playbook.services.notify.notifying import settings_of
from playbook.settings import WrongUse

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

LOG = logging.getLogger("playbook.notify")


class Notifier:
    """Tells what is new and sends what waits, for as long as the app runs. The sample is never sent."""

    def __init__(self, workspace: "Callable[[], Workspace]", environ: Mapping[str, str] = os.environ) -> None:
        self._workspace = workspace
        self._environ = environ
        self._said = ""
        self._looking = Looking("notice", self.tell_what_is_new)

    def start(self) -> None:
        """From now on, in the background."""
        self._looking.start()

    def stop(self) -> None:
        """A message on its way is left to itself; what waits is sent by the next app."""
        self._looking.stop()

    def tell_what_is_new(self) -> tuple[Tried, ...]:
        """One look: what is new is made, what waits is sent."""
        try:
            workspace = self._workspace()
            if workspace.is_sample:
                return ()
            settings = settings_of(workspace)
            if not settings.channels:
                return ()
            make_what_is_new(workspace, settings)
            done = deliver(workspace, settings, self._environ, stopped=self._looking.stopped.is_set)
        except (Problems, StoreUnavailable, WrongUse) as reason:
            self._say(str(reason))
            return ()
        self._say("")
        for one in done:
            if one.state is not MessageState.SENT:
                LOG.warning("%s", wording.failure(one.channel, one.title, one.why))
        return done

    def _say(self, reason: str) -> None:
        """Once, and not every half minute."""
        if reason and reason != self._said:
            LOG.warning("%s", reason)
        self._said = reason
