"""Sentences and labels of the team: seats, levels, gaps, open seats, trainings, ladder and hiring screens."""

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.concerns.team.gaps import ProductSkills, SkillNeed
from playbook.concerns.team.levels import AssessedLevel
from playbook.concerns.team.status import Delayed, OpenSeat, SeatStatus, TeamStatus
from playbook.model.products import Stage
from playbook.model.skills import HiringScreen, LadderLevel, SkillLayer
from playbook.model.team import PayBand
from playbook.verdict import Outcome
from playbook.wording import day_text, in_days, join_words, number_text, percent_text, plural, seat_text

SUBJECT = "Seat"
ROLE = "Role"
PRODUCT = "Product"
WHO_ACTS = "Who must act"
WORKS_ON = "Works on"
VIEW = "View"
SHAPE = "Levels"
OPENINGS_VIEW, LADDER_VIEW = "openings", "ladder"
VIEWS = {"skills": "Seats and skills", OPENINGS_VIEW: "Open seats and training", LADDER_VIEW: "Levels, ladder, hiring"}
LEVELS_HELP = (
    "Levels run from 0 to 5. An arrow marks a level below what the role expects; a clock marks an old assessment."
)
EMPTY = "No layers of skills yet"
EMPTY_WHY = (
    "Layers, levels, roles and the ladder stand in `definitions/skills.yaml`; "
    "who has which level, in `records/team.yaml`."
)
WAY_DEFINE = "copy `definitions/skills.yaml` from the shipped playbook, and change it to fit"
GAPS = "Skills each product needs"
NO_PRODUCTS = "No product has begun by this day"
NO_PRODUCTS_WHY = "What a product needs follows from its stage, and no product is in one yet."
WAY_PRODUCT = "write the first product and its stage into `records/products.yaml`"
NO_NEEDS = "`definitions/skills.yaml` says of no layer what this stage needs."
OPEN_SEATS = "Open seats"
NO_OPEN_SEATS = "No seat is open."
NO_SEATS = "Nobody has a role yet"
NO_SEATS_WHY = "A seat takes part once `records/team.yaml` says under `roles` what it is there for."
WAY_ROLE = "write `- {seat: lead-ai-engineer, role: lead, since: …}` under `roles` there"
WAY_LEVELS = "and its assessed levels under `levels`, by someone other than the person in it"
SEATS = "Seats and levels"
TRAININGS = "Training of customer-facing teams"
NO_TEAMS = "`definitions/skills.yaml` names no customer-facing team."
MATRIX = "Skill matrix"
LADDER = "Career ladder"
NO_LADDER = "`definitions/skills.yaml` describes no ladder."
SCREENS = "Hiring screens"
MUST_SAY = "Must be able to explain"
RESPONSIBILITIES = "Responsibilities"
TOOLS = "Canonical tools"
NOT_ASSESSED = "not assessed"

GAP_COLUMNS = ("product", "stage", "layer", "needed", "best", "stands", "why", "who must act")
SEAT_COLUMNS = ("seat", "role", "ladder", "works on")
TRAINING_COLUMNS_SHOWN = ("team", "stands", "why")
TRAINING_COLUMNS = ("team", "trained", "people", "share", "by", "stands", "why")
LADDER_COLUMNS = ("level", "scope", "autonomy", "impact")
ASKS_OF_IT = "what it asks"
PAY_COLUMN = "your pay band, a year"
CLI_GAP_HEAD = ("", "needs", "best", "", "why")

STAGE_WORDS: dict[Stage, str] = {
    Stage.SPEC: "spec",
    Stage.PROTOTYPE: "prototype",
    Stage.SHIP: "ship",
    Stage.MONITOR: "monitor",
}


def title(status: TeamStatus) -> str:
    """The page's title, with the count that matters."""
    return f"Team: {plural(len(status.open_seats), 'open seat')}" if status.open_seats else "Team and skills"


def summary(status: TeamStatus, layers: Mapping[str, str]) -> str:
    """One sentence to read aloud: gaps, open seats and how much of it is known."""
    gaps = [
        f"{one.name} ({join_words(layers.get(gap.layer, gap.layer) for gap in one.gaps)})"
        for one in status.products
        if one.gaps
    ]
    parts = []
    if not status.products:
        parts.append("No product has begun")
    elif gaps:
        parts.append(f"Skills are missing or unknown: {join_words(gaps)}")
    else:
        parts.append("Every product has the skills its stage needs")
    waiting = {delayed.deliverable for seat in status.open_seats for delayed in seat.delays}
    if status.open_seats:
        delayed = f", delaying {plural(len(waiting), 'deliverable')}" if waiting else ""
        parts.append(f"{plural(len(status.open_seats), 'seat is', 'seats are')} open{delayed}")
    known = status.assessed_share
    parts.append(
        "nobody was assessed" if known is None else f"{percent_text(known, 0)} of levels are known and in date"
    )
    return "; ".join(parts) + "."


def stage_words(stage: Stage) -> str:
    """`stage: ship`."""
    return f"stage: {STAGE_WORDS[stage]}"


def need_words(need: SkillNeed) -> str:
    """`3 needed, best 2`."""
    return f"{need.needed} needed, best {level_words(need.best)}"


def level_words(level: int | None) -> str:
    """A level, or that nobody knows."""
    return "unknown" if level is None else str(level)


def product_line(one: ProductSkills) -> str:
    """Who works on a product."""
    if not one.seats:
        return "Nobody works on it yet."
    open_ones = f" ({join_words(map(seat_text, one.open_seats))} open)" if one.open_seats else ""
    return f"{join_words(map(seat_text, one.seats))}{open_ones}"


def ahead_words(one: ProductSkills, layers: Mapping[str, str]) -> str:
    """What the next stage will need on top; '' where nothing is missing for it."""
    missing = [need for need in one.ahead if need.outcome is not Outcome.MET]
    if not missing or one.next_stage is None:
        return ""
    words = join_words(
        f"{layers.get(need.layer, need.layer)} at {need.needed} (best {level_words(need.best)})" for need in missing
    )
    return f"Stage {STAGE_WORDS[one.next_stage]} will also need {words}."


def open_words(seat: OpenSeat, today: date) -> str:
    """Since when a seat is open, and what for."""
    opened = ""
    if seat.opened_on is not None and seat.opened_on != seat.since:
        opened = f", opened to be filled on {day_text(seat.opened_on, today)}"
    role = f" ({seat.role_name})" if seat.role_name else ""
    not_yet = "" if seat.opened_on is not None else ", and nobody has opened it to be filled"
    since = f"open since {day_text(seat.since, today)}, {plural(seat.days_open, 'day')}"
    return f"{seat_text(seat.seat)}{role}: {since}{opened}{not_yet}"


def delay_words(delayed: Delayed, today: date) -> str:
    """A deliverable that waits for a seat."""
    late = (
        f", {plural(delayed.late_days, 'day')} late"
        if delayed.late_days
        else f", {in_days((delayed.due - today).days)}"
    )
    return f"{delayed.name}: due {day_text(delayed.due, today)}{late} (the seat {delayed.because})"


NO_DELAYS = "delays no deliverable"


def seat_name(seat: SeatStatus) -> str:
    """A seat in the list of T-shapes."""
    return f"{seat_text(seat.seat)}, {seat.role_name}" + (" (open)" if seat.filled is False else "")


def shape_sentence(name: str, bars: Sequence[tuple[str, int | None, int | None]]) -> str:
    """The T in words: how broad, how deep, what is below what is expected."""
    known = [(layer, level) for layer, level, _ in bars if level is not None]
    if not known:
        return f"{name}: no level was assessed by this day."
    deepest = max(level for _, level in known)
    deep = join_words(layer for layer, level in known if level == deepest)
    broad = sum(level >= 2 for _, level in known)
    below = [
        f"{layer} ({level} of {wanted})"
        for layer, level, wanted in bars
        if level is not None and wanted and level < wanted
    ]
    unknown = [layer for layer, level, _ in bars if level is None]
    text = f"{name}: deepest in {deep} at {deepest}, at 2 or more in {broad} of {plural(len(bars), 'layer')}."
    if below:
        text += f" Below what is expected: {join_words(below)}."
    if unknown:
        text += f" Not assessed: {join_words(unknown)}."
    return text


def level_of(level: int, expected: int | None) -> str:
    """A level in the matrix; with what is expected where it is below that."""
    return f"{level}" if expected is None else f"{level} of {expected}"


def stale(word: str) -> str:
    """A level whose assessment is old."""
    return f"{word}, old"


def assessed_words(level: AssessedLevel, today: date) -> str:
    """A level with its day: `4 (Oct 2)`, `2 (of the role)`, `3 (stale)`."""
    if level.level is None or level.on is None:
        return NOT_ASSESSED
    notes = ["of the role"] if level.of_role else []
    notes.append(day_text(level.on, today) if level.fresh else f"stale, {day_text(level.on, today)}")
    return f"{level.level} ({', '.join(notes)})"


def filled_words(seat: SeatStatus) -> str:
    """A seat, and whether somebody sits in it."""
    state = {True: "", False: " (open)", None: " (holder not recorded)"}[seat.filled]
    return f"{seat_text(seat.seat)}{state}"


def screen_line(screen: HiringScreen) -> str:
    """A hiring screen in one line."""
    minutes = f" ({screen.minutes} minutes)" if screen.minutes else ""
    looks = f" Look for: {screen.look_for}." if screen.look_for else ""
    ask = screen.ask if screen.ask.endswith(("?", ".", "!")) else f"{screen.ask}."
    return f"{screen.name}{minutes}: {ask}{looks}"


def layer_lines(layer: SkillLayer) -> tuple[tuple[str, str], ...]:
    """Responsibilities and tools of a layer."""
    return ((RESPONSIBILITIES, join_words(layer.responsibilities)), (TOOLS, join_words(layer.tools)))


def expected_words(rung: LadderLevel, layers: Mapping[str, str]) -> str:
    """The levels a rung of the ladder expects."""
    return ", ".join(f"{layers.get(layer, layer)} {level}" for layer, level in rung.levels.items())


def pay_words(band: PayBand | None, today: date, currency: str) -> str:
    """A pay band, in `currency` where it names none; '' where there is none."""
    if band is None:
        return ""
    money = band.currency or currency
    return f"{number_text(band.low, 6)} to {number_text(band.high, 6)} {money}, since {day_text(band.on, today)}"
