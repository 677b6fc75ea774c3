"""The resource map and the research backlog as the JSON of the public contract."""

from datetime import date

from playbook.concerns.research.status import ResearchStatus, Standing
from playbook.json_values import Json
from playbook.model.research import Resource


def resources_json(day: date, resources: tuple[Resource, ...], status: ResearchStatus, *, basis: str) -> Json:
    """`resources --json`."""
    return {
        "schema": 1,
        "as_of": day.isoformat(),
        "basis": basis,
        "resources": [
            {
                "id": one.id,
                "name": one.title,
                "group": str(one.group),
                "what": one.what,
                "link": one.link or None,
                "layers": list(one.layers),
            }
            for one in resources
        ],
        "backlog": {
            "counts": {str(standing): len(status.standing(standing)) for standing in Standing},
            "oldest_untriaged_days": status.oldest_untriaged,
            "median_untriaged_days": status.median_untriaged,
            "entries": [
                {
                    "id": find.id,
                    "title": find.title,
                    "kind": str(find.kind),
                    "standing": str(find.standing),
                    "found": find.found.isoformat(),
                    "by": find.by,
                    "owner": find.owner or None,
                    "layers": list(find.layers),
                    "why": find.why,
                    "last_word": find.last_word or None,
                    "since": find.since.isoformat(),
                    "age_days": find.age_days,
                    "late_days": find.late_days,
                    "link": find.link or None,
                }
                for find in status.finds
            ],
        },
    }
