"""The handbook's pages on the function: stack, skills, accountability, risks, governance, resources."""

from metrics.definition import words_of
from playbook.concerns.research.wording import GROUP_WORDS
from playbook.concerns.signals.wording import SOURCE_WORDS
from playbook.documents.document import Block, Bullets, Heading, Paragraph, Table
from playbook.documents.handbook import wording as words
from playbook.model.accountability import Involvement
from playbook.model.playbook import Playbook
from playbook.model.risks import Risk
from playbook.wording import number_text, plural, seat_text


def function_pages(playbook: Playbook) -> dict[str, tuple[Block, ...]]:
    """Blocks by page; a page of which nothing is defined is left out."""
    pages = {
        "stack": _stack(playbook),
        "skills": _skills(playbook),
        "accountability": _accountability(playbook),
        "risks": _risks(playbook),
        "governance": _governance(playbook),
        "resources": _resources(playbook),
    }
    return {slug: blocks for slug, blocks in pages.items() if blocks}


def _stack(playbook: Playbook) -> tuple[Block, ...]:
    stack = playbook.definitions.stack
    blocks: list[Block] = []
    for layer in stack.layers:
        rows = tuple(
            (option.title, option.licence, str(option.hosting or ""), option.weigh, option.link)
            for option in layer.options
        )
        blocks += [Heading(2, layer.title), Paragraph(layer.why), Table(words.OPTION_COLUMNS, rows, layer.title)]
    if stack.matrix:
        scored = tuple((one.noun, number_text(one.weight), one.ask) for one in stack.matrix)
        blocks += [Heading(2, words.MATRIX), Table(words.MATRIX_COLUMNS, scored, words.MATRIX)]
    return tuple(blocks)


def _skills(playbook: Playbook) -> tuple[Block, ...]:
    skills = playbook.definitions.skills
    blocks: list[Block] = []
    for layer in skills.layers:
        blocks += [Heading(2, layer.title), Paragraph(layer.why)]
        if layer.responsibilities:
            blocks.append(Bullets(layer.responsibilities))
        levels = tuple((str(number), text) for number, text in enumerate(layer.levels, 1))
        blocks.append(Table(words.LEVEL_COLUMNS, levels, layer.title))
        if layer.screens:
            screens = tuple((screen.name, screen.ask, screen.look_for) for screen in layer.screens)
            blocks += [Heading(3, words.HIRING), Table(words.SCREEN_COLUMNS, screens, words.HIRING)]
    if skills.ladder:
        rungs = tuple((one.title, one.scope, one.autonomy, one.impact) for one in skills.ladder)
        blocks += [Heading(2, words.LEVELS_HELD), Table(words.LADDER_COLUMNS, rungs, words.LEVELS_HELD)]
    return tuple(blocks)


def _accountability(playbook: Playbook) -> tuple[Block, ...]:
    definitions = playbook.definitions.accountability
    if not definitions.parties:
        return ()
    names = {party.id: party.title for party in definitions.parties}
    parties = tuple((party.title, seat_text(party.seat), party.decides) for party in definitions.parties)
    interfaces = tuple(
        (
            names.get(one.party, one.party),
            "; ".join(one.receives),
            "; ".join(one.gives),
            "" if one.answer_days is None else plural(one.answer_days, "working day"),
        )
        for one in definitions.interfaces
    )
    deliverables = {name: deliverable.name or name for name, (_, deliverable) in playbook.deliverables.items()}
    raci = tuple(
        (deliverables.get(line.about, line.about.capitalize()), *(_part(line.roles.get(party)) for party in names))
        for line in definitions.raci
    )
    title = words.PAGES["accountability"]
    return (
        Table(words.PARTY_COLUMNS, parties, title),
        Table(words.INTERFACE_COLUMNS, interfaces, title),
        Heading(2, "RACI"),
        Paragraph(words.RACI_WORDS),
        Table(("", *names.values()), raci, "RACI"),
    )


def _part(involvement: Involvement | None) -> str:
    return "" if involvement is None else str(involvement)


def _risks(playbook: Playbook) -> tuple[Block, ...]:
    definitions = playbook.definitions.risks
    blocks: list[Block] = []
    if definitions.risks:
        rows = tuple(_risk(risk) for risk in definitions.risks)
        blocks.append(Table(words.RISK_COLUMNS, rows, words.PAGES["risks"]))
    if definitions.incidents.severities:
        ladder = tuple(
            (
                str(level.severity),
                level.means,
                plural(level.mitigate_within_minutes, "minute") if level.mitigate_within_minutes else "",
                plural(level.postmortem_within_days, "day") if level.postmortem_within_days is not None else "",
            )
            for level in definitions.incidents.severities
        )
        blocks += [Heading(2, words.SEVERITIES), Table(words.SEVERITY_COLUMNS, ladder, words.SEVERITIES)]
    return tuple(blocks)


def _risk(risk: Risk) -> tuple[str, ...]:
    listed = "; ".join(listing.words for listing in risk.listed)
    return (risk.title, risk.description, risk.antidote, "; ".join(risk.indicators), seat_text(risk.owner), listed)


def _governance(playbook: Playbook) -> tuple[Block, ...]:
    governance = playbook.definitions.governance
    serving: dict[str, list[str]] = {}
    for crossing in governance.crosswalk:
        for control in crossing.serves:
            serving.setdefault(control, []).append(words_of(crossing.name))
    blocks: list[Block] = []
    for framework in governance.frameworks:
        rows = tuple(
            (f"{control.id} {control.title}", control.asks, "; ".join(serving.get(control.id, ())))
            for control in framework.controls
        )
        blocks += [Heading(2, framework.title), Table(words.CONTROL_COLUMNS, rows, framework.title)]
    return tuple(blocks)


def _resources(playbook: Playbook) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for group, name in GROUP_WORDS.items():
        rows = tuple(
            (one.title, one.what, one.link) for one in playbook.definitions.resources.resources if one.group is group
        )
        if rows:
            blocks += [Heading(2, name), Table(words.RESOURCE_COLUMNS, rows, name)]
    signals = tuple((one.title, SOURCE_WORDS[one.source], one.reading) for one in playbook.definitions.signals.signals)
    if signals:
        blocks += [Heading(2, words.MARKET), Table(words.SIGNAL_COLUMNS, signals, words.MARKET)]
    return tuple(blocks)
