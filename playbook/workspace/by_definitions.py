"""A workspace that judges by the definitions of another day: `today`, `then` (those of the day that is asked about, and
each earlier week by its own), or whatever git knows by a name."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from playbook import wording_workspace as wording
from playbook.loading.earlier_playbook import UnreadableThen
from playbook.model.playbook import Playbook
from playbook.workspace.workspace import Workspace

TODAY, THEN = "today", "then"
Some = TypeVar("Some", bound=Workspace)


def judging_by(workspace: Some, named: str | None, day: date) -> tuple[Some, str]:
    """The same facts judged by the definitions that were named, for questions about `day`, and a sentence that says
    whose they are, '' for today's. Raises NoHistory and UnreadableThen, each with a sentence."""
    name = (named or TODAY).strip()
    if name == TODAY:
        return workspace, ""
    state, earlier = workspace.playbook(), workspace.earlier
    now = state.playbook
    timezone = now.definitions.charter.charter.timezone
    if name != THEN:
        found = earlier.by_name(name, now)
        return workspace.judging_by(replace(state, playbook=found.playbook)), wording.by_definitions(found.commit, None)
    found = earlier.by_revision(earlier.revision_of(day, timezone), now, timezone)
    # each earlier week by its own definitions makes another history than one set throughout
    playbook = replace(found.playbook, digest=f"{found.playbook.digest}@{THEN}")

    def of_week(end: date) -> Playbook | None:
        revision = earlier.revision_of(end, timezone, or_first=True)
        try:
            return earlier.by_revision(revision, now, timezone).playbook
        except UnreadableThen:
            return None

    view = workspace.judging_by(replace(state, playbook=playbook), of_week)
    return view, wording.by_definitions(found.commit, found.on)
