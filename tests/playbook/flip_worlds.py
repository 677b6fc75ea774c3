"""Random gates with what was measured and recorded, and a person who does what a gate asks for to the letter."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import yaml

from metrics.observation import Observation
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import Flip, GateStatus
from playbook.wording import week_text
from tests.playbook.building import START, friday_after, measurements_of, playbook_of, week_row

PRODUCT, GATE = "support-copilot", "limited-release"
TODAY = friday_after(9)
WEEKS = range(1, 10)
_GIVE = "or give it a baseline"
RATE, COUNTED = "task_success_rate", "latency_p95_seconds"
METRICS: dict[str, dict[str, Any]] = {
    RATE: {
        "pillar": "quality",
        "kind": "rate",
        "better": "higher",
        "owner": "lead-ai-engineer",
        "denominator": "tasks",
    },
    COUNTED: {"pillar": "service", "kind": "duration", "unit": "s", "better": "lower", "owner": "platform"},
}


@dataclass
class FlipWorld:
    """One gate of one product: criteria and records as YAML has them, weeks as (k, n) or a value by metric."""

    criteria: list[dict[str, Any]]
    weeks: dict[str, dict[int, Any]] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    sign_offs: list[dict[str, Any]] = field(default_factory=list)
    exemptions: list[dict[str, Any]] = field(default_factory=list)
    baselines: dict[str, float] = field(default_factory=dict)
    valid_days: int = 20

    def status(self, day: date = TODAY) -> GateStatus:
        """The gate's verdict on a day."""
        definitions = {
            "evidence_kinds": [{"id": kind, "valid_days": self.valid_days} for kind in ("red-team", "privacy")],
            "sign_offs": [{"id": "legal", "seats": ["legal-counsel"]}],
            "gates": [{"id": GATE, "stage": "ship", "owner": "vp", "criteria": self.criteria}],
        }
        playbook = playbook_of(
            definitions_metrics=yaml.safe_dump({"metrics": self._metrics()}),
            definitions_gates=yaml.safe_dump(definitions),
            records_evidence=yaml.safe_dump({"evidence": self.evidence}),
            records_sign_offs=yaml.safe_dump({"sign_offs": self.sign_offs}),
            records_exemptions=yaml.safe_dump({"exemptions": self.exemptions}),
        )
        return Inquiry(playbook, measurements_of(playbook, *self._rows()), day).gate(GATE, PRODUCT)

    def _metrics(self) -> list[dict[str, Any]]:
        found = [{"id": metric, "source": "evals", "max_age_days": 13, **keys} for metric, keys in METRICS.items()]
        for metric in found:
            if metric["id"] in self.baselines:
                metric["targets"] = [
                    {"date": date(2026, 9, 7), "value": self.baselines[metric["id"]], "kind": "baseline"}
                ]
        return found

    def _rows(self) -> Iterable[Observation]:
        for metric, weeks in self.weeks.items():
            for week, measured in weeks.items():
                if isinstance(measured, tuple):
                    yield week_row(metric, week, k=measured[0], n=measured[1])
                else:
                    yield week_row(metric, week, value=measured)

    def after(self, status: GateStatus, flip: Flip) -> "FlipWorld":
        """The world once everything the flip asks for is done, each to the letter."""
        done = replace(
            self,
            weeks={metric: dict(weeks) for metric, weeks in self.weeks.items()},
            evidence=list(self.evidence),
            sign_offs=list(self.sign_offs),
            baselines=dict(self.baselines),
        )
        by_id = {criterion["id"]: criterion for criterion in self.criteria}
        requested = [criterion for criterion in status.criteria if criterion.id in flip.criteria]
        # numbers first, papers next, signatures last: a signer looks at what is there
        for kind, do in _DOES.items():
            for words in flip.changes:
                # an act that does for several criteria stands once, under the name of the widest
                criterion = next(one for one in requested if words.startswith(f"{one.name}: "))
                if criterion.kind == kind:
                    do(done, by_id[criterion.id], words)
        return done


def _number(condition: str) -> float:
    return float(re.sub(r"[^0-9.]", "", condition))


def _last_week(world: FlipWorld, metric: str) -> int:
    return max(world.weeks.get(metric, {0: None}))


def _line(criterion: dict[str, Any]) -> float:
    """The absolute line of a criterion."""
    lines = criterion["pass"]
    return _number(lines if isinstance(lines, str) else lines[0])


def _good(criterion: dict[str, Any]) -> Any:
    """A week that meets every line of these worlds, relative ones too."""
    return (1000, 1000) if criterion["metric"] == RATE else 3.0


def _better(one: Any, other: Any) -> Any:
    """Of two changes asked for in one week the one that is good enough for both."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return other if other[0] / other[1] >= one[0] / one[1] and other[1] >= one[1] else one
    return min(one, other) if not isinstance(one, tuple) and not isinstance(other, tuple) else one


def _measure(world: FlipWorld, criterion: dict[str, Any], words: str) -> None:
    """Reports what is asked for, then brings the weeks that are judged to what they have to come to."""
    requested = [_report(world, criterion, words), _improve(world, criterion, words)]
    assert any(requested), words


def _report(world: FlipWorld, criterion: dict[str, Any], words: str) -> bool:
    """A baseline, the newest weeks, weeks by their names or the counts of a rate; whether any of it was asked for."""
    weeks = world.weeks.setdefault(criterion["metric"], {})
    past = words.endswith(_GIVE)
    if past:
        world.baselines[criterion["metric"]] = _line(criterion)
    sent = re.search(r"upload the last (?:(\d+) )?closed weeks? of", words)
    named = [week for week in WEEKS if re.search(rf" for .*\b{_days(week)}\b", words)]
    if sent:
        weeks.update({week: _good(criterion) for week in list(WEEKS)[-int(sent[1] or 1) :]})
    elif named:
        weeks.update({week: _good(criterion) for week in named})
    return bool(past or sent or named)


def _days(week: int) -> str:
    """A week of these worlds as sentences name it."""
    return week_text(START + timedelta(weeks=week) - timedelta(days=1))


def _improve(world: FlipWorld, criterion: dict[str, Any], words: str) -> bool:
    """More cases, a count of cases or a value, in each week that is judged; whether any of it was asked for."""
    metric, words = criterion["metric"], words.replace(",", "")
    if more := re.search(r"collect about (\d+) more", words):
        _collect(world, criterion, int(more[1]))
        return True
    if count := re.search(r"at least (\d+) of (\d+)", words):
        measured: Any = (int(count[1]), int(count[2]))
    elif "with more than" in words:
        measured = (5000, 5000)
    elif "bring" in words:
        lines = re.findall(r"[<>]= ([\d.]+) s", words) + re.findall(r"baseline \(([\d.]+) s", words)
        measured = min(float(line) for line in lines)
    else:
        return False
    last = _last_week(world, metric)
    for week in range(last - criterion.get("weeks", 1) + 1, last + 1):
        _bring(world, metric, week, measured)
    return True


def _bring(world: FlipWorld, metric: str, week: int, measured: Any) -> None:
    """A corrected week; what was brought further for another criterion stays."""
    weeks = world.weeks[metric]
    weeks[week] = _better(measured, weeks[week]) if week in weeks else measured


def _collect(world: FlipWorld, criterion: dict[str, Any], more: int) -> None:
    """More cases at the observed rate, in each week that is judged."""
    weeks = world.weeks[criterion["metric"]]
    last = _last_week(world, criterion["metric"])
    for week in range(last - criterion.get("weeks", 1) + 1, last + 1):
        k, n = weeks[week]
        weeks[week] = (k * (n + more) / n, n + more)


def _evidence(world: FlipWorld, criterion: dict[str, Any], words: str) -> None:
    """Each of "provide", "have reviewed", "answer the objections" and "renew" ends in an accepted piece of today."""
    assert re.search("provide the|have the|answer the objections|renew the", words)
    world.evidence.append(
        {"kind": criterion["evidence"], "product": PRODUCT, "on": TODAY, "by": "author", "reviewer": "reviewer"}
    )


def _sign(world: FlipWorld, criterion: dict[str, Any], words: str) -> None:
    assert re.search("give or refuse|sign again|answer what|another person give", words), words
    world.sign_offs.append(
        {
            "product": PRODUCT,
            "gate": GATE,
            "criterion": criterion["id"],
            "decision": "yes",
            "by": "legal-counsel",
            "on": TODAY,
        }
    )


_DOES: dict[str, Callable[[FlipWorld, dict[str, Any], str], None]] = {
    "metric": _measure,
    "evidence": _evidence,
    "sign_off": _sign,
}
