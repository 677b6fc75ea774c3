"""A world with channels, and what a run of digests and alerts does in it at a moment of its clock."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from metrics.store import outbox
from metrics.store.outbox import MessageState
from playbook.services.notify.delivering import Tried, deliver
from playbook.services.notify.kept import message_of
from playbook.services.notify.making import make_what_is_new
from playbook.services.notify.notifying import settings_of
from playbook.workspace.workspace import Workspace
from tests.worlds import World

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the example of the standard
HOOK = "{id: ops, service: webhook, address: HOOK, secret: SIGNED"


def channels(*lines: str, more: str = "") -> str:
    """`settings.yaml` with these channels."""
    listed = "".join(f"    - {line}\n" for line in lines)
    return f"notify:\n{more}  channels:\n{listed}"


class Running:
    """A workspace whose clock can be set; the charter's days are those of the world."""

    def __init__(self, world: World, environ: Mapping[str, str], worker: str = "one") -> None:
        self.world = world
        self.now = datetime.combine(world.today, datetime.min.time(), UTC) + timedelta(hours=12)
        self.environ = dict(environ)
        self.worker = worker
        self.workspace = Workspace.find(world.folder, environ={}, clock=lambda: self.now)

    def run(self, *, digests: bool = False) -> tuple[Tried, ...]:
        """What is new is made, and what waits is sent."""
        self.make(digests=digests)
        return self.deliver()

    def make(self, *, digests: bool = False) -> int:
        """What is new is made."""
        return make_what_is_new(self.workspace, settings_of(self.workspace), digests=digests)

    def deliver(self) -> tuple[Tried, ...]:
        """What waits is sent."""
        return deliver(self.workspace, settings_of(self.workspace), self.environ, worker=self.worker)

    def kept(self) -> dict[str, list[MessageState]]:
        """States of all messages by their titles."""
        found: dict[str, list[MessageState]] = {}
        for one in reversed(outbox.newest(self.workspace.store(), 1000)):
            found.setdefault(message_of(one.content).title, []).append(one.state)
        return found


def incidents(world: World, count: int, severity: str = "critical") -> None:
    """So many grave incidents are open."""
    line = "  - {{id: i{0}, title: Incident {0}, severity: {1}, on: 2026-11-04, owner: head-of-security}}\n"
    text = "".join(line.format(number, severity) for number in range(count))
    world.write("records/incidents.yaml", f"incidents:\n{text}" if count else "incidents: []\n")
