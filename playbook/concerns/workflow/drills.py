"""Model-diff drills that a provider's upgrade calendar asks for: by whom, by when, and whether they were run."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.concerns.evidence import evidence_of_kind, judge_records
from playbook.json_values import OrNull
from playbook.model.evidence import EvidenceKind, Scope
from playbook.model.products import Product
from playbook.model.workflow import UpgradeAsk, UpgradeKind
from playbook.model.workflow_records import UpgradeRecord
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import Worded, day_text


@dataclass(frozen=True, slots=True)
class DrillStatus(Worded):
    """One upgrade of a model that a product uses. Evidence counts from `since` on; `upcoming` is True while the
    upgrade has not come and nothing is due; `late_days` is above 0 where the drill is overdue."""

    product: str
    product_name: str
    provider: str
    model: str
    kind: UpgradeKind
    replacement: OrNull
    on: date
    since: date
    due: date
    late_days: int
    upcoming: bool
    outcome: Outcome
    reason: str
    asks: str
    who: OrNull


def upgrade_drills(questions: Questions, product: Product) -> tuple[DrillStatus, ...]:
    """Every drill that the calendar, as known on the day, asks of a product; what is due first comes first."""
    drill = questions.playbook.definitions.workflow.drill
    if drill is None:
        return ()
    asks = {ask.kind: ask for ask in drill.upgrades}
    found = [
        _drill(questions, product, upgrade, asks[upgrade.kind], drill.evidence, drill.owner or product.owner)
        for upgrade in questions.playbook.records.workflow.upgrades
        if upgrade.known_from <= questions.day and upgrade.kind in asks and _uses(questions, product.id, upgrade)
    ]
    return tuple(sorted(found, key=lambda status: (status.outcome is Outcome.MET, status.due, status.model)))


def _uses(questions: Questions, product: str, upgrade: UpgradeRecord) -> bool:
    """True where the product uses the model today, or did on the day of the upgrade and still has to answer for it."""
    day = questions.day
    for use in questions.playbook.records.workflow.models:
        if (use.product, use.provider, use.model) == (product, upgrade.provider, upgrade.model) and use.since <= day:
            ends = use.until
            if ends is None or ends > day:
                return True
    return False


def _drill(
    questions: Questions, product: Product, upgrade: UpgradeRecord, ask: UpgradeAsk, evidence: str, owner: str
) -> DrillStatus:
    day = questions.day
    kind = questions.playbook.evidence_kind(evidence)
    name = kind.noun
    since = upgrade.known_from if ask.due_days < 0 else upgrade.on
    due = upgrade.on + timedelta(days=ask.due_days)
    records = [
        record
        for record in evidence_of_kind(questions.playbook, evidence, day)
        if record.on >= since and (kind.scope is Scope.ORGANIZATION or record.product == product.id)
    ]
    upcoming = day < since
    if not records:
        outcome, reason = Outcome.NO_DATA, f"no {name} since {day_text(since, day)}"
    else:
        # a drill that was run stays run: what matters here is its review, not how long the report stays valid
        judged = judge_records(questions, records, EvidenceKind(id=kind.id, name=name, owner=kind.owner), name)
        outcome, reason = judged.outcome, judged.reason
    if upcoming:
        reason = f"comes on {day_text(upgrade.on, day)}"
    return DrillStatus(
        product=product.id,
        product_name=product.title,
        provider=upgrade.provider,
        model=upgrade.model,
        kind=upgrade.kind,
        replacement=upgrade.replacement,
        on=upgrade.on,
        since=since,
        due=due,
        late_days=0 if outcome is Outcome.MET else max(0, (day - due).days),
        upcoming=upcoming,
        outcome=outcome,
        reason=reason,
        asks=ask.asks,
        who="" if outcome is Outcome.MET else owner,
    )
