"""What numbers were measured on: a candidate by its id, as their sender says, or its parts, as their file says."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class MeasuredOn:
    """A candidate by its id, or the models, the prompts (with their digests) and the commit that a file names."""

    candidate: str = ""
    models: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    commit: str = ""

    def __bool__(self) -> bool:
        return self != MeasuredOn()


MeasuredByProduct = Mapping[str, MeasuredOn]
"""By product; '' stands for every product of an upload that is not named beside it."""


def tested_text(tested: MeasuredOn) -> str:
    """As the store keeps it: only what is said."""
    return json.dumps({name: said for name, said in asdict(tested).items() if said}, ensure_ascii=False)


def tested_of(text: str) -> MeasuredOn:
    """What the store kept."""
    said = json.loads(text)
    lists = {name: tuple(said.get(name, ())) for name in ("models", "prompts")}
    return MeasuredOn(said.get("candidate", ""), lists["models"], lists["prompts"], said.get("commit", ""))
