"""`playbook sources`: where numbers come from, when each source last brought some, and which is silent."""

from playbook.cli.options import ANSWER, FACTS, PLACES, SERVER, opened, shared
from playbook.cli.output import Answer, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.services import choices
from playbook.services.pulling import wording_sources as wording
from playbook.services.pulling.standings import SourcesDocument, sources_document


@shared(*PLACES, *ANSWER, *FACTS, *SERVER)
def sources(parameters: Parameters) -> None:
    """Every source with its newest number, when the next one is due, and what kept a pull from being whole."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        found = sources_document(workspace, day, basis)
        if parameters.json:
            document(found)
        else:
            timezone = workspace.playbook().playbook.definitions.charter.charter.timezone
            _show(Answer(), found, timezone)


def _show(answer: Answer, found: SourcesDocument, timezone: str) -> None:
    answer.line(wording.summary(found.sources), Style.STRONG)
    answer.rows(
        (
            (
                one.source,
                styled(wording.STATES[one.state], Style.BAD if one.state == "silent" else ""),
                wording.newest(one.newest, found.as_of),
                wording.due(one, found.as_of),
                one.owner,
            )
            for one in found.sources
        ),
        head=wording.HEAD if found.sources else (),
    )
    for one in found.sources:
        if one.trouble and one.trouble_at is not None:
            words = wording.trouble(one.name, one.trouble, one.trouble_at, timezone, found.as_of)
            answer.line(words, Style.BAD, indent=2)
