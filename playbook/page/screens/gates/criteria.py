"""The criteria of one gate: how each stands against its line, why, and who acts."""

from playbook.concerns.candidates.wording import shown_words
from playbook.concerns.gates import wording
from playbook.concerns.gates import wording_page as words
from playbook.concerns.gates.wording_criteria import proof_words, rule_words
from playbook.model.criteria import Criterion
from playbook.page.parts.badges import OUTCOME_LOOKS
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import Cell, ScreenContext
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.verdict import Outcome
from playbook.wording import OUTCOME_WORDS, seat_text, sentence_case, value_text

FIELDS = (
    Field(words.CRITERION),
    Field(words.OUTCOME, choose=True, width=140),
    Field(words.NOW, right=True, width=110),
    Field(words.AGAINST_LINE, width=230),
    Field(wording.WHY_TITLE),
    Field(words.WHO_ACTS, choose=True, width=140),
)


def criteria(gate: GateStatus, context: ScreenContext) -> None:
    """What is in the way first; the download has lines, distances, weights and samples, too."""
    definitions = {known.id: known for known in context.playbook.gates[gate.gate].criteria}
    ordered = sorted(gate.criteria, key=lambda line: (line.outcome in wording.OUT_OF_THE_WAY, not line.key))
    lines = [_line(line, definitions.get(line.id), gate.candidate, context) for line in ordered]
    name = f"criteria-{gate.product}-{gate.gate}"
    columns = (
        wording.COLUMN_OUTCOME,
        wording.COLUMN_CRITERION,
        wording.COLUMN_VALUE,
        wording.COLUMN_WHO,
        *wording.MORE_COLUMNS,
    )
    export = Export(columns, [_row(line) for line in gate.criteria], name=name)
    grid("criteria", FIELDS, lines, label=wording.CRITERIA_TITLE, export=export)


def _row(line: CriterionStatus) -> tuple[Cell, ...]:
    key = wording.KEY if line.key else ""
    facts = (line.line, line.distance, line.weight, key, line.n, line.week, line.reason, line.candidate or "")
    return str(line.outcome), line.name, line.value, seat_text(line.who), *facts


def _line(line: CriterionStatus, definition: Criterion | None, ships: str | None, context: ScreenContext) -> Line:
    metric = context.playbook.metrics.get(line.metric or "")
    passes = definition.pass_line if definition is not None else None
    needs = rule_words(passes, metric) if passes is not None and metric is not None else ""
    proof = "" if definition is None or metric is None else proof_words(definition, metric)
    value = "" if line.value is None or metric is None else value_text(line.value, metric)
    acts = line.outcome not in wording.OUT_OF_THE_WAY and line.who
    return Line(
        line.id,
        (
            Entry(line.name, wording.key_words(line)),
            Entry(
                order=list(Outcome).index(line.outcome),
                badges=((OUTCOME_WORDS[line.outcome], *OUTCOME_LOOKS[line.outcome]),),
            ),
            Entry(value, wording.sample_words(line.n) if value else "", order=line.value),
            wording.against_words(needs, line.distance, metric, proof),
            Entry(sentence_case(line.reason), shown_words(line, ships)),
            sentence_case(seat_text(line.who)) if acts else "",
        ),
    )
