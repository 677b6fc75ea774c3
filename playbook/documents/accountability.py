"""The accountability document: what the charter asks for, made of the definitions and of who agreed to them."""

from collections.abc import Iterator, Mapping

from playbook.concerns.accountability import wording as words
from playbook.concerns.accountability.status import AccountabilityStatus, RaciRow
from playbook.documents.document import Block, Bullets, Document, Heading, Paragraph, Table
from playbook.model.accountability import AccountabilityDefinitions
from playbook.verdict import Outcome
from playbook.wording import OUTCOME_WORDS, seat_text


def accountability_document(
    status: AccountabilityStatus,
    definitions: AccountabilityDefinitions,
    organization: str,
    evidence: Mapping[str, str],
) -> Document:
    """The whole document on the as-of day; `evidence` names kinds of evidence by id."""
    return Document(words.DOCUMENT_TITLE, tuple(_blocks(status, definitions, organization, evidence)))


def _blocks(
    status: AccountabilityStatus, definitions: AccountabilityDefinitions, organization: str, evidence: Mapping[str, str]
) -> Iterator[Block]:
    names = {party.id: party.title for party in definitions.parties}
    yield Paragraph(words.standing(organization, status))
    yield Heading(2, words.PARTIES)
    rows = tuple((party.title, seat_text(party.seat), party.decides) for party in definitions.parties)
    yield Table(words.PARTY_COLUMNS, rows, words.PARTIES)
    yield Heading(2, words.INTERFACES)
    yield Table(words.INTERFACE_COLUMNS, tuple(interface_rows(definitions, names)), words.INTERFACES)
    yield Heading(2, words.RACI)
    yield Paragraph(words.RACI_HELP)
    for caption, rows_of in ((words.STAGES, True), (words.DELIVERABLES, False)):
        chosen = [row for row in status.rows if (row.stage is not None) is rows_of]
        if chosen:
            yield Table(raci_head(names), tuple(raci_row(row, names) for row in chosen), f"{words.RACI}: {caption}")
    yield Heading(2, words.HANDOVERS)
    yield Table(words.HANDOVER_COLUMNS, tuple(handover_rows(definitions, names, evidence)), words.HANDOVERS)
    yield Heading(2, words.MEETINGS)
    meetings = tuple(words.meeting_words(meeting, names) for meeting in definitions.meetings)
    yield Table(words.MEETING_COLUMNS, meetings, words.MEETINGS)
    if definitions.council is not None:
        yield Paragraph(words.council_words(definitions.council, names))
    yield Heading(2, words.TOPOLOGY)
    if status.history:
        yield Bullets(tuple(words.chosen_words(one, status.as_of) for one in status.history))
    else:
        yield Paragraph(words.NO_TOPOLOGY)
    yield Heading(2, words.AGREEMENTS)
    agreed = tuple(
        (one.name, OUTCOME_WORDS[one.outcome], one.reason, "" if one.outcome is Outcome.MET else seat_text(one.who))
        for one in status.agreements
    )
    yield Table(words.AGREEMENT_COLUMNS, agreed, words.AGREEMENTS)


def raci_head(names: Mapping[str, str]) -> tuple[str, ...]:
    """Head of the matrix: what, who owns it now, and every party."""
    return (*words.RACI_FIRST, *names.values())


def raci_row(row: RaciRow, names: Mapping[str, str]) -> tuple[str, ...]:
    """One line of the matrix."""
    roles = (words.role_words(row.roles.get(party)) for party in names)
    return (words.row_name(row), words.owner_words(row), *roles)


def interface_rows(definitions: AccountabilityDefinitions, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """What goes back and forth with each neighboring team."""
    for one in definitions.interfaces:
        answer = words.answer_words(one)
        yield (names.get(one.party, one.party), "; ".join(one.receives), "; ".join(one.gives), answer)


def handover_rows(
    definitions: AccountabilityDefinitions, names: Mapping[str, str], evidence: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """Every artefact that changes hands."""
    for one in definitions.handovers:
        stage = "" if one.stage is None else str(one.stage)
        shown = evidence.get(one.evidence or "", one.evidence or "")
        yield (
            one.artefact,
            names.get(one.from_, one.from_),
            names.get(one.to, one.to),
            stage,
            shown,
            one.accepted_when,
        )
