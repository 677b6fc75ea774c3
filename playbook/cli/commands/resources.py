"""`playbook resources`: the research backlog by age, and the resource map."""

from typing import Annotated

import typer

from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.concerns.research import wording
from playbook.concerns.research.as_json import resources_document
from playbook.concerns.research.status import ResearchStatus, research_status
from playbook.model.research import Resource
from playbook.services import choices


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def resources(
    parameters: Parameters,
    layer: Annotated[str | None, typer.Option("--layer", metavar="ID", help=wording.HELP)] = None,
) -> None:
    """Papers, tools and repositories to triage, how long each waits, what it could change; where to keep learning."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen = choices.layer(workspace, layer)
        every = workspace.ask(research_status, day, basis)
        status = ResearchStatus(tuple(find for find in every.finds if chosen is None or chosen in find.layers))
        listed = tuple(
            one
            for one in workspace.playbook().playbook.definitions.resources.resources
            if chosen is None or chosen in one.layers
        )
        if parameters.json:
            document(resources_document(day, listed, status, basis=basis))
        elif workspace.playbook().shows_something:
            show_resources(Answer(), listed, status)
        leave_when_broken(workspace.playbook())


def show_resources(answer: Answer, resources: tuple[Resource, ...], status: ResearchStatus) -> None:
    """Prints the backlog, the longest waiting first, and the map by group."""
    if status.finds:
        answer.line(wording.summary(status), Style.STRONG)
        answer.rows(
            (
                (
                    find.title,
                    styled(wording.STANDING_WORDS[find.standing], Style.BAD if find.late_days else ""),
                    wording.days_words(find),
                    wording.owner_words(find),
                    wording.layers_words(find.layer_names),
                    wording.why_words(find),
                )
                for find in status.finds
            ),
            head=wording.HEAD,
        )
    else:
        answer.line(wording.EMPTY)
    for group, name in wording.GROUP_WORDS.items():
        found = [one for one in resources if one.group is group]
        if found:
            answer.heading(name)
            answer.rows((one.title, one.what, one.link) for one in found)
