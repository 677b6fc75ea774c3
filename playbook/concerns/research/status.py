"""How the research backlog stands on a day: what nobody looked at, which trials drag on, what was adopted, dropped."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from playbook.json_values import OrNull
from playbook.model.dated import last_of
from playbook.model.research import Find, FindKind, TriageState
from playbook.results.questions import Questions


class Standing(StrEnum):
    """Where something stands in triage; what nobody has looked at comes first."""

    UNTRIAGED = "untriaged"
    SEEN = "seen"
    TRIAL = "trial"
    ADOPTED = "adopted"
    DROPPED = "dropped"


_OF_STATE = {state: Standing(state.value) for state in TriageState}


@dataclass(frozen=True, slots=True)
class FindStatus:
    """One entry on the day. `age_days` since it stands where it stands; `late_days` above 0 where it should have moved
    on by now."""

    id: str
    title: str
    kind: FindKind
    standing: Standing
    found: date
    by: str
    owner: OrNull
    layers: tuple[str, ...]
    layer_names: tuple[str, ...]
    why: str
    link: OrNull
    since: date
    age_days: int
    late_days: int
    last_word: OrNull
    last_by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ResearchStatus:
    """The backlog: untriaged first, the oldest first among them. Ages in days, None where nothing waits."""

    finds: tuple[FindStatus, ...] = ()

    def standing(self, standing: Standing) -> tuple[FindStatus, ...]:
        """What stands there."""
        return tuple(find for find in self.finds if find.standing is standing)

    @property
    def oldest_untriaged(self) -> int | None:
        """Age of what has waited longest for a first look."""
        return max((find.age_days for find in self.standing(Standing.UNTRIAGED)), default=None)

    @property
    def median_untriaged(self) -> int | None:
        """Age of the one in the middle; the younger of two."""
        ages = sorted(find.age_days for find in self.standing(Standing.UNTRIAGED))
        return ages[(len(ages) - 1) // 2] if ages else None


def research_status(questions: Questions) -> ResearchStatus:
    """The backlog as it was known on the day."""
    finds = [
        _status(questions, find) for find in questions.playbook.records.research.backlog if find.found <= questions.day
    ]
    finds.sort(key=lambda find: (list(Standing).index(find.standing), find.since, find.id))
    return ResearchStatus(tuple(finds))


def _status(questions: Questions, find: Find) -> FindStatus:
    day, limits = questions.day, questions.playbook.definitions.resources
    steps = [step for step in find.triage if step.on <= day]
    last = last_of(steps) if steps else None
    standing = Standing.UNTRIAGED if last is None else _OF_STATE[last.state]
    since = find.found if last is None else last.on
    age = (day - since).days
    allowed = {Standing.UNTRIAGED: limits.triage_days, Standing.TRIAL: limits.trial_days}.get(standing)
    names = {layer.id: layer.name for layer in questions.playbook.definitions.stack.layers}
    return FindStatus(
        id=find.id,
        title=find.title,
        kind=find.kind,
        standing=standing,
        found=find.found,
        by=find.by,
        owner=find.owner,
        layers=find.layers,
        layer_names=tuple(names.get(layer) or layer for layer in find.layers),
        why=find.why,
        link=find.link,
        since=since,
        age_days=age,
        late_days=max(age - allowed, 0) if allowed is not None else 0,
        last_word=last.why if last else "",
        last_by=last.by if last else "",
        evidence=last.evidence if last else "",
    )
