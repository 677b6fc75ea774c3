"""Sentences and labels of accountability: the RACI, interfaces, agreements, hand-overs, meetings, topologies."""

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.concerns.accountability.status import AccountabilityStatus, ChosenTopology, RaciRow
from playbook.model.accountability import Council, CouncilForm, Interface, Involvement, Meeting, Topology
from playbook.verdict import Outcome
from playbook.wording import day_text, join_words, plural, seat_text

TITLE = "Accountability"
DOCUMENT_TITLE = "Accountability document"
EMPTY = "Nobody has written down who answers for what"
EMPTY_WHY = "Parties, interfaces and the RACI stand in `definitions/accountability.yaml`."
WAY_DEFINE = "copy `definitions/accountability.yaml` from the shipped playbook, and change it to fit"
AGREEMENTS = "Who agreed"
NO_AGREEMENTS = "No partner team has an interface yet, so nobody can agree to one."
RACI = "RACI"
RACI_HELP = "R does the work, A answers for it, AR is both, C is asked before, I is told after."
NO_RACI = "`definitions/accountability.yaml` has no line under `raci` yet."
RACI_WHAT = "What"
VIEW = "View"
AGREED_VIEW, ORGANIZED_VIEW = "agreements", "organization"
VIEWS = {"raci": "RACI", AGREED_VIEW: "Agreements and hand-overs", ORGANIZED_VIEW: "How we are organized"}
INTERFACES = "Interfaces"
HANDOVERS = "What is handed over"
MEETINGS = "Meeting rhythm"
TOPOLOGY = "How we are organized"
NO_TOPOLOGY = "Nobody has decided by this day how AI engineers are placed."
WAY_TOPOLOGY = (
    "write `- {topology: embedded, on: …, by: …, why: …}` under `topologies` in `records/accountability.yaml`"
)
OPTIONS = "Ways to place AI engineers"
PARTIES = "Who decides what"
EXPORT = "Take the document along"
EXPORT_MARKDOWN = "Document (Markdown)"
EXPORT_HTML = "Document (HTML)"
STAGES = "Stages of a product"
DELIVERABLES = "Deliverables of the charter"
CHOSEN = "chosen"
FITS_NOT = "not its owner's party"

AGREEMENT_COLUMNS_SHOWN = ("partner team", "stands", "why, and who must act")
AGREEMENT_COLUMNS = ("partner team", "stands", "why", "who must act")
RACI_FIRST = ("what", "owned now by")
RACI_ORDER = ("AR", "A", "R", "C", "I")
"""Who answers first."""
INTERFACE_COLUMNS = ("partner team", "we get", "we give", "an answer within")
HANDOVER_COLUMNS = ("artefact", "from", "to", "stage", "evidence", "good enough when")
MEETING_COLUMNS = ("meeting", "how often", "minutes", "who", "decides")
PARTY_COLUMNS = ("party", "speaks for it", "decides")
TOPOLOGY_COLUMNS_SHOWN = ("way", "what it looks like, and when it fits", "watch")
TOPOLOGY_COLUMNS = ("way", "what it looks like", "fits when", "watch", "seen at")
FORM_WORDS = {CouncilForm.COUNCIL: "council", CouncilForm.GUILD: "guild"}

FORMAT_HELP = "Write the document as Markdown (md) or as HTML that stands alone (html)."
OUTPUT_HELP = "File to write the document to; without it, it goes to standard output."
OUTPUT_NEEDS_FORMAT = "--output writes a document: say --format md or --format html"
FORMAT_OR_JSON = "--json answers a question, --format writes a document: choose one of them"


def title(status: AccountabilityStatus) -> str:
    """The page's title, with the count that matters."""
    if not status.agreements:
        return TITLE
    return f"{TITLE}: {status.agreed} of {plural(len(status.agreements), 'partner team')} agreed"


def summary(status: AccountabilityStatus) -> str:
    """One sentence to read aloud."""
    missing = [one.name for one in status.agreements if one.outcome is not Outcome.MET]
    text = f"Version {status.version}: "
    if not status.agreements:
        text += "no partner team is named"
    elif missing:
        text += f"{join_words(missing)} {'has' if len(missing) == 1 else 'have'} still to agree"
    else:
        text += "every partner team agreed"
    if status.topology is None:
        return f"{text}; nobody has decided how we are organized."
    return f"{text}; we are organized as '{status.topology.name}' since {day_text(status.topology.on, status.as_of)}."


def raci_sentence(rows: Sequence[RaciRow], names: Mapping[str, str]) -> str:
    """Who answers for most, in words."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.accountable] = counts.get(row.accountable, 0) + 1
    if not counts:
        return NO_RACI
    most = max(counts, key=lambda party: counts[party])
    text = f"{plural(len(rows), 'line')}; {names.get(most, most)} answers for most of them ({counts[most]})."
    strangers = [row.name for row in rows if row.owner_fits is False]
    if strangers:
        text += f" Owned outside the parties that do the work: {join_words(strangers)}."
    return text


def role_words(role: Involvement | None) -> str:
    """`A`, `AR`, or nothing."""
    return "" if role is None else str(role)


def owner_words(row: RaciRow) -> str:
    """Who owns a deliverable now."""
    if not row.owner:
        return ""
    return seat_text(row.owner) + (f" ({FITS_NOT})" if row.owner_fits is False else "")


def row_name(row: RaciRow) -> str:
    """A line of the matrix: its name, and the work where it is described."""
    return f"{row.name}: {row.work}" if row.work else row.name


def answer_words(interface: Interface) -> str:
    """How fast an answer comes."""
    if interface.answer_days is None:
        return ""
    return "the same day" if interface.answer_days == 0 else plural(interface.answer_days, "working day")


def meeting_words(meeting: Meeting, names: Mapping[str, str]) -> tuple[str, ...]:
    """A meeting as a row."""
    minutes = "" if meeting.minutes is None else str(meeting.minutes)
    who = join_words(names.get(party, party) for party in meeting.parties)
    return (meeting.name, meeting.every, minutes, who, meeting.decides)


def council_words(council: Council, names: Mapping[str, str]) -> str:
    """The council or guild, in a sentence or two."""
    form = FORM_WORDS[council.form]
    called = council.name or form.capitalize()
    chair = f", led by {seat_text(council.chair)}" if council.chair else ""
    meets = f", meets every {council.every}" if council.every else ""
    sits = f" In it: {join_words(names.get(party, party) for party in council.parties)}." if council.parties else ""
    makes = f" It makes common: {'; '.join(council.standardizes)}." if council.standardizes else ""
    does = "decides" if council.form is CouncilForm.COUNCIL else "shares and recommends"
    return f"{called} ({form}, {does}{chair}{meets}).{sits}{makes}"


def chosen_words(chosen: ChosenTopology, today: date) -> str:
    """A choice with its day, its person and its reason."""
    why = f": {chosen.why}" if chosen.why else ""
    return f"{chosen.name}, since {day_text(chosen.on, today)}, decided by {seat_text(chosen.by)}{why}"


def seen_words(where: str) -> str:
    """Companies that do it so."""
    return f"seen at {where}" if where else ""


def topology_row(topology: Topology, chosen: str | None) -> tuple[str, ...]:
    """An option as a row."""
    name = f"{topology.title} ({CHOSEN})" if topology.id == chosen else topology.title
    return (name, topology.what, "; ".join(topology.fits_when), topology.watch, topology.seen_at)


def standing(organization: str, status: AccountabilityStatus) -> str:
    """Whose document it is, which version, and how it stood on the day."""
    whose = f"{organization}. " if organization else ""
    kept = f", kept by {seat_text(status.owner)}" if status.owner else ""
    agreed = f"{status.agreed} of {plural(len(status.agreements), 'partner team')} agreed to it"
    return f"{whose}Version {status.version}{kept}; as of {day_text(status.as_of)} {agreed}."
