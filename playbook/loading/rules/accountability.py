"""Accountability holds together: known parties, exactly one accountable and somebody responsible in every line."""

from collections.abc import Iterator
from typing import Any

from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.references import all_known, one_known
from playbook.loading.rules.world import World, error, warning
from playbook.model.accountability import RaciLine
from playbook.model.products import Stage
from playbook.wording import join_words


def accountability_names_what_is_defined(world: World) -> Iterator[Problem]:
    """RACI, interfaces, hand-overs, meetings, council and their records name parties and things that are defined."""
    known, document, records = world.known, world.definition("accountability"), world.record("accountability")
    for line in _lines(world):
        yield from one_known(line, "deliverable", known.deliverables)
        for party in line.value.roles:
            yield from known.parties.unknown(line.at("roles", party), party)
    for interface in world.listed(document, "interfaces"):
        yield from one_known(interface, "party", known.parties)
    for handover in world.listed(document, "handovers"):
        yield from known.parties.unknown(handover.value_at("from"), handover.value.from_)
        yield from one_known(handover, "to", known.parties)
        yield from one_known(handover, "evidence", known.evidence_kinds)
    for meeting in world.listed(document, "meetings"):
        yield from all_known(meeting, "parties", meeting.value.parties, known.parties)
    if document.value.council is not None:
        council = document.step("council", document.value.council)
        yield from all_known(council, "parties", council.value.parties, known.parties)
    for agreement in world.listed(records, "agreements"):
        yield from one_known(agreement, "party", known.parties)
    for choice in world.listed(records, "topologies"):
        yield from one_known(choice, "topology", known.topologies)


def _lines(world: World) -> tuple[Entry[RaciLine], ...]:
    return world.listed(world.definition("accountability"), "raci")


def raci_lines_are_about_one_thing(world: World) -> Iterator[Problem]:
    """A line of the RACI is about one stage or one deliverable, and each of them has one line."""
    first: dict[str, int | None] = {}
    for line in _lines(world):
        if not line.is_whole:
            continue
        if (line.value.stage is None) == (line.value.deliverable is None):
            both = "a stage and a deliverable" if line.value.stage is not None else "neither a stage nor a deliverable"
            yield error(line.at(), f"a line about {both}", "'stage' or 'deliverable', one of the two")
            continue
        key = "stage" if line.value.stage is not None else "deliverable"
        if line.value.about in first:
            found = f"second line about '{line.value.about}'"
            yield error(line.at(key), found, remedy=f"the first stands in line {first[line.value.about]}; keep one")
        first.setdefault(line.value.about, line.at(key).line)


def raci_lines_have_one_accountable(world: World) -> Iterator[Problem]:
    """Exactly one party answers for each line, and at least one does the work."""
    for line in _lines(world):
        if not line.is_whole:
            continue
        accountable = [party for party, role in line.value.roles.items() if role.accountable]
        if len(accountable) != 1:
            who = "nobody" if not accountable else join_words(f"'{party}'" for party in accountable)
            remedy = "'AR' is a party that also does the work" if not accountable else "keep one A; the others are R"
            found = f"{who} accountable for '{line.value.about}'"
            yield error(line.at("roles"), found, "exactly one A or AR", remedy)
        if not any(role.responsible for role in line.value.roles.values()):
            found = f"nobody responsible for '{line.value.about}'"
            yield error(line.at("roles"), found, "at least one R or AR")


def everything_has_a_raci_line(world: World) -> Iterator[Problem]:
    """Once there is a RACI, every deliverable of the charter and every stage has a line in it."""
    document = world.definition("accountability")
    if not document.value.raci or not document.is_whole:
        return
    there = {line.value.about for line in _lines(world)}
    for entry in world.deliverables:
        if entry.value.id not in there:
            found = f"nothing says who answers for '{entry.value.id}'"
            yield warning(entry.at("id"), found, remedy="add its line to 'raci' in definitions/accountability.yaml")
    for stage in Stage:
        if stage not in there:
            found = f"nothing says who answers for stage '{stage}'"
            yield warning(document.at("raci"), found, remedy="add its line")


def interfaces_and_handovers_join_two(world: World) -> Iterator[Problem]:
    """A neighboring team has one interface, and nobody hands anything over to themselves."""
    document = world.definition("accountability")
    first: dict[str, int | None] = {}
    for interface in world.listed(document, "interfaces"):
        party = interface.value.party
        if party in first:
            remedy = f"the first stands in line {first[party]}; keep one"
            yield error(interface.at("party"), f"second interface with '{party}'", remedy=remedy)
        first.setdefault(party, interface.at("party").line)
    for handover in world.listed(document, "handovers"):
        if handover.value.from_ == handover.value.to:
            found = f"'{handover.value.to}' hands '{handover.value.artefact}' over to itself"
            yield error(handover.value_at("to"), found, "another party")


def agreements_come_from_others(world: World) -> Iterator[Problem]:
    """A neighboring team's word about the document comes from another person than who keeps it."""
    owner = world.playbook.definitions.accountability.owner
    for entry in world.listed(world.record("accountability"), "agreements"):
        given: Any = entry.value
        if world.same(given.by, owner, given.on):
            found = f"'{given.party}' is spoken for by '{given.by}', who keeps the document"
            yield warning(entry.value_at("by"), found, "another person", "it does not count")
