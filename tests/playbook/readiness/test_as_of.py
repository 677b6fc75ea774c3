"""Any past day can be asked again, on both bases: random histories against a plain model of what was known then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import yaml
from hypothesis import given
from hypothesis import strategies as st

from metrics.observation import Basis, Observation
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import START, measurements_of, playbook_of, week_row

METRIC, PRODUCT, GATE = "latency_p95_seconds", "support-copilot", "limited-release"
MAX_AGE, VALID_DAYS = 10, 20
GATES = """
evidence_kinds: [{id: red-team, valid_days: 20}]
gates:
  - id: limited-release
    stage: ship
    owner: vp
    criteria:
      - {id: fast, metric: latency_p95_seconds, pass: "<= 4", warn: "<= 6"}
      - {id: safe, evidence: red-team}
      - {id: legal, sign_off: legal}
"""
RANKS = {"not_met": 0, "warning": 1, "met": 2}


@dataclass(frozen=True)
class Paper:
    """A piece of evidence, reviewed by someone other than its author on a day of its own."""

    on: date
    reviewed_on: date
    review: str

    def in_date(self, day: date) -> bool:
        return self.on + timedelta(days=VALID_DAYS) >= day


@dataclass(frozen=True)
class History:
    """What was uploaded, corrected and revoked, reviewed and signed, in the order of the files."""

    rows: Sequence[Observation]
    papers: Sequence[Paper]
    signed: Sequence[tuple[date, str]]

    def said(self, day: date, basis: Basis) -> list[str]:
        """Outcomes of the three criteria as the product has them."""
        about = {"product": PRODUCT}
        evidence = [
            about | {"kind": "red-team", "on": one.on, "by": "author", "reviewer": "reviewer"}
            | {"reviewed_on": one.reviewed_on, "review": one.review}
            for one in self.papers
        ]  # fmt: skip
        sign_offs = [
            about | {"gate": GATE, "criterion": "legal", "decision": decision, "by": "counsel", "on": on}
            for on, decision in self.signed
        ]
        playbook = playbook_of(
            definitions_gates=GATES,
            records_evidence=yaml.safe_dump({"evidence": evidence}),
            records_sign_offs=yaml.safe_dump({"sign_offs": sign_offs}),
        )
        gate = Inquiry(playbook, measurements_of(playbook, *self.rows), day, basis).gate(GATE, PRODUCT)
        return [str(criterion.outcome) for criterion in gate.criteria]

    def expected(self, day: date, basis: Basis) -> list[str]:
        """The same, worked out plainly."""
        return [self._metric(day, basis), self._evidence(day), self._sign_off(day, basis)]

    def _metric(self, day: date, basis: Basis) -> str:
        end_of_day = datetime.combine(day + timedelta(days=1), datetime.min.time())
        counting: dict[date, float] = {}
        for row in sorted(self.rows, key=lambda row: row.received_at):
            revoked = row.revoked_at is not None and (basis is Basis.TODAY or row.revoked_at < end_of_day)
            received = basis is Basis.TODAY or row.received_at < end_of_day
            if row.period_end <= day and received and not revoked:
                counting[row.period_end] = row.value
        if not counting:
            return "no_data"
        last = max(counting)
        outcome = "met" if counting[last] <= 4 else "warning" if counting[last] <= 6 else "not_met"
        return "stale" if outcome == "met" and (day - last).days > MAX_AGE else outcome

    def _evidence(self, day: date) -> str:
        seen = [paper for paper in self.papers if paper.on <= day]
        reviewed = [paper for paper in seen if paper.reviewed_on <= day]
        if not seen:
            return "no_data"
        if not reviewed:
            return "not_met"
        _, latest = max(enumerate(reviewed), key=lambda pair: (pair[1].reviewed_on, pair[1].on, pair[0]))
        if latest.review == "objections":
            return "not_met"
        if any(paper.review == "accepted" and paper.in_date(day) for paper in reviewed):
            return "met"
        # what is left in date is not reviewed yet, or was objected to
        return "not_met" if any(paper.in_date(day) for paper in seen) else "stale"

    def _sign_off(self, day: date, basis: Basis) -> str:
        said = [(on, index, decision) for index, (on, decision) in enumerate(self.signed) if on <= day]
        if not said:
            return "no_data"
        on, _, decision = max(said)
        if decision == "no":
            return "not_met"
        others: list[Callable[[date], str]] = [lambda requested: self._metric(requested, basis), self._evidence]
        for outcome in others:
            then, now = outcome(on), outcome(day)
            worse = now in RANKS and then in RANKS and RANKS[now] < RANKS[then]
            in_doubt = now not in RANKS and then in ("met", "warning")
            if worse or in_doubt:
                return "stale"
        return "met"


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Weeks that arrive early, late, twice, and are withdrawn."""
    days = st.integers(0, 70).map(lambda day: START + timedelta(days=day))
    rows = []
    for index in range(draw(st.integers(0, 10))):
        week, second = draw(st.integers(1, 8)), timedelta(seconds=index)
        received = max(START + timedelta(weeks=week - 1), START + timedelta(weeks=week, days=draw(st.integers(-4, 30))))
        revoked = received + timedelta(days=draw(st.integers(0, 25))) if draw(st.booleans()) else None
        row = week_row(METRIC, week, value=draw(st.sampled_from([3.0, 5.0, 9.0])), received=received, revoked=revoked)
        withdrawn = None if row.revoked_at is None else row.revoked_at + timedelta(hours=1) + second
        rows.append(replace(row, upload_id=f"u{index}", received_at=row.received_at + second, revoked_at=withdrawn))
    papers = [
        Paper(on, on + timedelta(days=draw(st.integers(0, 5))), draw(st.sampled_from(["accepted", "objections"])))
        for on in draw(st.lists(days, max_size=3))
    ]
    return History(rows, papers, draw(st.lists(st.tuples(days, st.sampled_from(["yes", "yes", "no"])), max_size=3)))


@given(history=histories(), day=st.integers(0, 85), basis=st.sampled_from(list(Basis)))
def test_outcomes_of_a_past_day_are_those_of_what_was_known_then(history: History, day: int, basis: Basis) -> None:
    requested = START + timedelta(days=day)
    assert history.said(requested, basis) == history.expected(requested, basis)
