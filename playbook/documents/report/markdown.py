"""The report as Markdown that reads well as plain text, too."""

from collections.abc import Iterator, Sequence

from playbook.charting.sparklines import text_bars
from playbook.documents.markdown_text import bullets, escaped, table
from playbook.documents.report import wording as words
from playbook.documents.report.content import Appendix, GateLine, MetricLine, Report


def to_markdown(report: Report) -> str:
    """The whole report; it ends with a line break."""
    blocks = list(_first_page(report))
    if report.appendix is not None:
        blocks += _appendix(report.appendix)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


Block = Sequence[str]


def _first_page(report: Report) -> Iterator[Block]:
    yield [f"# {escaped(report.title)}"]
    whose = " · ".join(part for part in (report.organization, report.charter) if part)
    yield [f"**{escaped(whose)}**  ", escaped(report.clock)] if whose else [escaped(report.clock)]
    if report.notice:
        yield [f"> {escaped(report.notice)}"]
    if not report.started:
        yield [words.NOT_STARTED]
        return
    yield [escaped(report.summary)]
    score = f"**{words.READINESS}: {escaped(report.score.text)} {words.OF_100}**"
    yield [f"{score}, {words.PLAN.lower()} {escaped(report.plan.text)}. {escaped(report.beside)}"]
    if report.alarms:
        yield [f"## {words.ALARMS}"]
        yield bullets(escaped(alarm) for alarm in report.alarms)
    yield [f"## {words.AREAS}"]
    yield table(
        (words.AREA, words.SCORE, words.PLAN_COLUMN, words.WEIGHT, words.WHY),
        (
            [escaped(text) for text in (area.name, area.score.text, area.plan.text, area.weight.text, area.reason)]
            for area in report.areas
        ),
        right=(1, 2, 3),
    )
    yield [f"## {words.METRICS}"]
    yield _metrics(report.metrics) if report.metrics else [words.NO_METRICS]
    yield [escaped(report.more_metrics)] if report.more_metrics else []
    yield [f"## {words.GATES}"]
    yield _gates(report.gates) if report.gates else [words.NONE_DUE]
    yield [escaped(report.more_gates)] if report.more_gates else []
    yield from _agenda(report)


def _agenda(report: Report) -> Iterator[Block]:
    yield [f"## {words.DECISIONS}"]
    if report.decisions:
        yield table(
            (words.WHAT, words.WHO, words.BY_WHEN, words.SEEN, words.WHY),
            (
                [escaped(text) for text in (each.what, each.who, each.day, each.label, each.reason)]
                for each in report.decisions
            ),
        )
        yield [escaped(report.more_decisions)] if report.more_decisions else []
    else:
        yield [words.NO_DECISIONS]
    yield [f"## {words.NOTICES}"]
    yield bullets(
        f"**{escaped(each.name)}**: {escaped(each.words)}. {escaped(each.touches)} ({escaped(each.who)})".replace(
            ".  (", ". ("
        )
        for each in report.notices
    ) or [words.NO_NOTICES]
    yield [escaped(report.more_notices)] if report.more_notices else []
    yield [f"## {words.RISKS}"]
    if report.risks:
        yield bullets(
            f"**{escaped(risk.name)}**, {escaped(risk.level.text)}: {escaped(risk.reason)} ({escaped(risk.who)})"
            for risk in report.risks
        )
        yield [escaped(report.more_risks)] if report.more_risks else []
    else:
        yield [words.NO_RISKS]
    yield [f"## {words.SPEND}"]
    yield [escaped(words.spend(report.spend)) if report.spend is not None else words.NO_BUDGET]
    yield [f"## {words.UNKNOWN}"]
    yield bullets(escaped(line) for line in report.unknown) or [words.ALL_KNOWN]
    if report.actions:
        yield [f"## {words.ACTIONS}"]
        yield bullets(
            f"**{escaped(each.gain.text)}**: {escaped(each.what)} ({escaped(each.who)})" for each in report.actions
        )


def _metrics(metrics: Sequence[MetricLine]) -> list[str]:
    return table(
        (words.METRIC, words.STATUS, words.NOW, words.CHANGE, words.PLAN_NOW, words.TARGET, words.TREND),
        (
            [
                escaped(each.name),
                f"**{escaped(each.word)}**",
                escaped(each.value.text),
                escaped(each.change),
                escaped(each.plan.text),
                escaped(words.target(each)),
                text_bars(each.trend) if len(each.trend) > 1 else "",
            ]
            for each in metrics
        ),
        right=(2, 3, 4),
    )


def _gates(gates: Sequence[GateLine]) -> list[str]:
    return table(
        (words.GATE, words.VERDICT, words.SCORE, words.DUE, words.WORDS),
        (
            [
                escaped(gate.name),
                f"**{escaped(gate.label)}**",
                escaped(gate.score.text),
                escaped(gate.day),
                escaped("; ".join(part for part in (gate.words, gate.decision) if part)),
            ]
            for gate in gates
        ),
        right=(2,),
    )


def _appendix(appendix: Appendix) -> Iterator[Block]:
    yield ["---"]
    yield [f"# {words.APPENDIX}"]
    yield [f"## {words.CHANGES}"]
    yield bullets(
        f"**{escaped(change.effect.text)}** {escaped(change.cause)}: {escaped(change.text)}"
        for change in appendix.changes
    ) or [words.NO_CHANGES]
    if appendix.compared:
        yield [escaped(appendix.compared)]
    yield bullets(escaped(entry) for entry in appendix.ground)
    yield [f"## {words.BLOCKERS}"]
    yield bullets(
        f"**{escaped(each.what)}**: {escaped(each.reason)} ({escaped(each.who)})" for each in appendix.blockers
    ) or [words.NOTHING_BLOCKS]
    yield [f"## {words.EXCEPTIONS}"]
    if not appendix.exceptions:
        yield [words.NO_EXCEPTIONS]
    for each in appendix.exceptions:
        yield [f"### {escaped(each.line.name)}: {escaped(each.line.word)}"]
        yield [escaped(each.line.reason)]
        yield [escaped(each.process)] if each.process else []
        facts = [each.line.week, each.line.sample, each.line.note, each.line.who, each.line.trend_words]
        yield [escaped(" · ".join(fact for fact in facts if fact))]
        yield bullets(escaped(product) for product in each.products)
    yield [escaped(appendix.routine)] if appendix.routine else []
    yield bullets(escaped(line) for line in appendix.backfilled)
    yield [f"## {words.VERDICTS}"]
    if not appendix.gates:
        yield [words.NO_GATES]
    for gate in appendix.gates:
        yield from _verdict(gate)
    yield from _lists(appendix)


def _verdict(gate: GateLine) -> Iterator[Block]:
    yield [f"### {escaped(gate.name)}: {escaped(gate.label)}"]
    yield [escaped(words.verdict_line(gate))]
    yield table(
        (words.CRITERION, words.OUTCOME, words.WHY, words.WHO),
        (
            [
                escaped(words.criterion(line.name, key=line.key)),
                escaped(line.word),
                escaped(line.reason),
                escaped(line.who),
            ]
            for line in gate.criteria
        ),
    )
    for turn in gate.turns[:1]:
        yield [escaped(words.turns(turn.to))]
        yield bullets(escaped(change) for change in turn.changes)


def _lists(appendix: Appendix) -> Iterator[Block]:
    yield [f"## {words.LATE}"]
    yield bullets(
        f"**{escaped(each.name)}** ({escaped(each.due)}): {escaped(each.reason)} ({escaped(each.who)})"
        + "".join(f" {escaped(link)}" for link in each.links)
        for each in appendix.late
    ) or [words.NOTHING_LATE]
    yield [f"## {words.FINDINGS}"]
    yield bullets(
        f"**{escaped(each.name)}** ({escaped(each.decision)}): {escaped(each.reason)} ({escaped(each.who)})"
        + (f" {escaped(each.link)}" if each.link else "")
        for each in appendix.findings
    ) or [words.NO_FINDINGS]
