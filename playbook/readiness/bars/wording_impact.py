"""What a change of definitions or records does, in sentences."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from playbook.readiness.bars.impact import GateStep, Impact
from playbook.readiness.bars.results import BarMove, Effect
from playbook.readiness.bars.wording import NO_RECORD, from_to
from playbook.readiness.preview import wording as preview
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, plural

EFFECT_WORDS = {Effect.WEAKER: "weaker", Effect.STRICTER: "stricter", Effect.OTHER: "other"}
NOTHING_MOVED = "No bar moved."
BY_BAR = "By the definitions alone, on the same facts and day"
WHAT_IF = "On the same facts and day"
BY_RECORDS = "By the records alone"
NOT_ASKED = "not asked"
NO_EFFECT = "no verdict, outcome, state, debt or score changes"
MARKER = "<!-- playbook impact -->"


def title(moves: Sequence[BarMove], revision: str) -> str:
    """How many bars moved, and which way."""
    counted = Counter(move.effect for move in moves)
    parts = [f"{counted[effect]} {EFFECT_WORDS[effect]}" for effect in Effect if counted[effect]]
    return f"Bars since {revision}: {', '.join(parts)}" if parts else f"{NOTHING_MOVED[:-1]} since {revision}."


def move_line(move: BarMove, *, recorded: bool) -> str:
    """One field with its values."""
    silent = f" ({NO_RECORD})" if move.effect is Effect.WEAKER and not recorded else ""
    return f"{move.what}: {from_to(move.before, move.after)}{silent}"


def annotated(move: BarMove) -> str:
    """A move beside its line."""
    recorded = ", as recorded" if move.effect is Effect.WEAKER else ""
    return f"{EFFECT_WORDS[move.effect]}{recorded}: {move_line(move, recorded=True)}"


def impact_lines(impact: Impact) -> list[str]:
    """What turns, the gates first."""
    change = impact.changes
    lines = [step_line(step) for step in impact.gates]
    lines += [preview.outcome(flip) for flip in change.outcomes]
    lines += [preview.turn(entry) for entry in change.turns]
    before, after = (int(count or 0) for count in (impact.debts.before, impact.debts.after))
    if before != after:
        lines.append(f"owed: {before} → {plural(after, 'item')}")
    if abs(change.score_after - change.score_before) >= 0.05:
        lines.append(f"readiness: {change.score_before:.1f} → {change.score_after:.1f}")
    return lines or [NO_EFFECT]


def step_line(step: GateStep) -> str:
    """`Support copilot, Limited release: NO-GO 54.8 → NO-GO 61.9`."""
    before, after = (
        " ".join(part for part in (verdict_words(verdict), "" if score is None else f"{score:.1f}") if part)
        for verdict, score in ((step.before, step.score_before), (step.after, step.score_after))
    )
    return f"{step.product_name}, {step.gate_name}: {before} → {after}"


def verdict_words(verdict: Verdict | None) -> str:
    """A verdict, or that the gate is not asked."""
    return NOT_ASKED if verdict is None else VERDICT_WORDS[verdict]


def markdown(since: str, moves: Sequence[BarMove], recorded: Collection[str], parts: Mapping[str, Impact]) -> str:
    """A comment for a pull request, found again by its first line; '' where nothing moved."""
    if not moves and not any(impact.moves_something for impact in parts.values()):
        return ""
    lines = [MARKER, f"### {title(moves, since)}"]
    if moves:
        lines += ["", "| | Field | From | To | |", "|---|---|---|---|---|"]
        for move in moves:
            silent = NO_RECORD if move.effect is Effect.WEAKER and move.what not in recorded else ""
            cells = (EFFECT_WORDS[move.effect], f"`{move.what}`", _cell(move.before), _cell(move.after), silent)
            lines.append(f"| {' | '.join(cells)} |")
    for name, impact in parts.items():
        lines += ["", f"**{name}**", "", *(f"- {_plain(line)}" for line in impact_lines(impact))]
    return "\n".join(lines)


def _cell(value: str) -> str:
    return f"`{value.replace('`', '').replace('|', chr(92) + '|')}`" if value else "–"


def _plain(text: str) -> str:
    # text from files must neither open links nor call people in a pull request
    return re.sub(r"([\\`*_\[\]<>|@#])", r"\\\1", text)
