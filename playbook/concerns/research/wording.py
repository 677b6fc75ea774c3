"""Words of the resource map and the research backlog, on the page and in the command."""

from collections.abc import Sequence

from playbook.concerns.research.status import FindStatus, ResearchStatus, Standing
from playbook.model.research import FindKind, ResourceGroup
from playbook.wording import join_words, owner_text, plural

TITLE = "Resources and research"
GROUP_WORDS = {
    ResourceGroup.RESEARCH: "Research, as it comes out",
    ResourceGroup.COMMUNITY: "Communities",
    ResourceGroup.DOCUMENTATION: "Documentation of tools",
    ResourceGroup.CAREER: "Careers and pay",
    ResourceGroup.GOVERNANCE: "Governance",
}
KIND_WORDS = {
    FindKind.PAPER: "paper",
    FindKind.TOOL: "tool",
    FindKind.REPOSITORY: "repository",
    FindKind.MODEL: "model",
    FindKind.OTHER: "other",
}
STANDING_WORDS = {
    Standing.UNTRIAGED: "unreviewed",
    Standing.SEEN: "seen",
    Standing.TRIAL: "on trial",
    Standing.ADOPTED: "adopted",
    Standing.DROPPED: "dropped",
}
BACKLOG = "Research backlog"
MAP = "Resource map"
VIEW = "View"
MAP_VIEW = "map"
VIEWS = {"backlog": BACKLOG, MAP_VIEW: MAP}
HEAD = ("what", "stands", "days", "owner", "could change", "why")
COLUMN_WHAT, COLUMN_STATE, COLUMN_DAYS, COLUMN_LATE = "What", "State", "Days", "Days late"
COLUMN_OWNER, COLUMN_WHY = "Owner", "Why, or the last word on it"
COLUMN_WHERE, COLUMN_KIND, COLUMN_LAYERS = "Where, and what is there", "Kind", "Could change"
MAP_FILE_COLUMNS = ("title", "what is there", "kind", "layers", "link")
FILE_COLUMNS = ("id", "title", "kind", "stands", "since", "days", "late by", "owner", "layers", "why", "link")
EMPTY = "The backlog is empty"
EMPTY_WHY = (
    "Papers, tools and repositories come out every day; what is not written down is triaged by whoever is loudest."
)
WAY_RECORD = "Put the first one into `records/research.yaml`, or with `playbook record find`."
NO_MAP = "No resource is listed. Name the places you read in `definitions/resources.yaml`."
HELP = "Only what could change this layer."


def summary(status: ResearchStatus) -> str:
    """The backlog in a sentence."""
    counts = [
        f"{len(found)} {STANDING_WORDS[standing]}" for standing in Standing if (found := status.standing(standing))
    ]
    words = f"{plural(len(status.finds), 'item')}: {join_words(counts)}."
    if status.oldest_untriaged is not None:
        oldest = status.standing(Standing.UNTRIAGED)[0]
        words += f" '{oldest.title}' has waited longest, {plural(status.oldest_untriaged, 'day')}"
        words += f"; half have waited {plural(status.median_untriaged or 0, 'day')} or longer."
    dragging = [find.title for find in status.standing(Standing.TRIAL) if find.late_days]
    if dragging:
        words += f" Overdue trials: {join_words(dragging)}."
    return words


def headline(status: ResearchStatus) -> str:
    """The page's title."""
    late = sum(find.late_days > 0 for find in status.finds)
    return f"Resources: {plural(late, 'backlog item')} late" if late else TITLE


def owner_words(find: FindStatus) -> str:
    """Who triages it."""
    return owner_text(find.owner)


def why_words(find: FindStatus) -> str:
    """The last word about it, else why it was put here."""
    return find.last_word or find.why


def days_words(find: FindStatus) -> str:
    """How long it stands there, and by how much that is too long."""
    late = f", {plural(find.late_days, 'day')} late" if find.late_days else ""
    return f"{plural(find.age_days, 'day')}{late}"


def kind_and_layers(find: FindStatus) -> str:
    """`tool, could change Orchestration and agents`."""
    layers = layers_words(find.layer_names)
    return f"{KIND_WORDS[find.kind]}, could change {layers}" if layers else KIND_WORDS[find.kind]


def layers_words(names: Sequence[str]) -> str:
    """Which layers it could change."""
    return join_words(names)
