"""What a run was made on, as its file names it, held against what would ship: tools spell names in their own ways."""

import re
from collections.abc import Collection, Iterable

from metrics.tested import MeasuredOn
from playbook.concerns.candidates.differences import alike_commits, shown_for
from playbook.model.candidates import Candidate, CandidatePart
from playbook.results.candidates import Difference, ShownFor
from playbook.results.questions import Questions

_NO_MODEL = re.compile(r"(?i)(file|exec|python|ruby|golang|https?|wss?|webhook|websocket|browser|echo|package)\b.*")
"""How tools name what is called where it is a program, and no model."""
_DIGEST = re.compile(r"[0-9a-f]{7,64}")


def shown_by_numbers(
    questions: Questions, product: str, tested: MeasuredOn, depends_on: Collection[CandidatePart]
) -> ShownFor | None:
    """Which candidate numbers were measured on; None where nothing says so, or nothing is known to ship."""
    if tested.candidate:
        return shown_for(questions, product, tested.candidate, depends_on)
    ships = questions.candidate(product)
    if ships is None:
        return None
    known = questions.playbook.records.candidates.of(product, questions.day)
    differs = _differs(tested, ships, known, depends_on)
    if not differs and _speaks_of(tested, ships, known):
        return ShownFor(ships.id)
    fits = [one for one in known if _speaks_of(tested, one, known) and not _differs(tested, one, known, ())]
    if fits:
        return ShownFor(fits[-1].id, differs)
    return ShownFor(_name(tested), differs) if differs else None


def _name(tested: MeasuredOn) -> str:
    said = tested.models or (tested.commit[:12],)
    return f"a run of {said[0]}" + (f" and {len(said) - 1} more" if len(said) > 1 else "")


def _speaks_of(tested: MeasuredOn, candidate: Candidate, known: Iterable[Candidate]) -> bool:
    """Whether a run names anything by which it can be told that it is this candidate's."""
    by_commit = _compares_commits(tested, known, ()) and bool(candidate.commit)
    by_model = any(_same_model(one, its) for one in _models(tested) for its in candidate.models)
    by_prompt = any(_same_prompt(mine, its) for mine, its in _prompts(tested, candidate))
    return (by_commit and alike_commits(tested.commit, candidate.commit)) or by_model or by_prompt


def _differs(
    tested: MeasuredOn, ships: Candidate, known: Iterable[Candidate], depends_on: Collection[CandidatePart]
) -> tuple[Difference, ...]:
    """The parts of a run that are none of what ships. A run names fewer parts than a candidate: what it does not name
    does not differ."""
    found: list[Difference] = []
    wanted = frozenset(depends_on or CandidatePart)
    if (
        CandidatePart.COMMIT in wanted
        and _compares_commits(tested, known, depends_on)
        and ships.commit
        and not alike_commits(tested.commit, ships.commit)
    ):
        found.append(Difference(CandidatePart.COMMIT, (tested.commit,), (ships.commit,)))
    others = tuple(one for one in _models(tested) if not any(_same_model(one, its) for its in ships.models))
    if CandidatePart.MODELS in wanted and ships.models and others:
        found.append(Difference(CandidatePart.MODELS, others, ships.models))
    prompts = tuple((mine, its) for mine, its in _prompts(tested, ships) if not _same_prompt(mine, its))
    if CandidatePart.PROMPTS in wanted and prompts:
        was, now = zip(*prompts, strict=True)
        found.append(Difference(CandidatePart.PROMPTS, was, now))
    return tuple(found)


def _compares_commits(tested: MeasuredOn, known: Iterable[Candidate], depends_on: Collection[CandidatePart]) -> bool:
    """Whether the commit that a tool wrote is one of the product's: evaluations often lie in a repository of their
    own."""
    if not _DIGEST.fullmatch(tested.commit.lower()):
        return False
    return CandidatePart.COMMIT in depends_on or any(
        one.commit and alike_commits(tested.commit, one.commit) for one in known
    )


def _models(tested: MeasuredOn) -> tuple[str, ...]:
    return tuple(one for one in tested.models if one and not _NO_MODEL.fullmatch(one))


def _same_model(run: str, recorded: str) -> bool:
    """`openai:chat:gpt-b-2026-08-01` is `gpt-b@2026-08-01`, and `gpt-b` may be."""
    name, _, version = recorded.partition("@")
    mine, _, mine_version = run.partition("@")
    said, plain = _letters(_last(mine) + mine_version), _letters(_last(name))
    return said in {plain, plain + _letters(version)}


def _last(name: str) -> str:
    return re.split(r"[:/]", name.rstrip(":/"))[-1]


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _prompts(tested: MeasuredOn, candidate: Candidate) -> list[tuple[str, str]]:
    """Prompts that both name, those of the candidate by their digests."""
    recorded = {one.partition("@")[0].casefold(): one for one in candidate.prompts}
    pairs = ((one, recorded.get(one.partition("@")[0].casefold(), "")) for one in tested.prompts)
    return [(mine, its) for mine, its in pairs if _DIGEST.fullmatch(its.partition("@")[2].lower())]


def _same_prompt(run: str, recorded: str) -> bool:
    return alike_commits(run.partition("@")[2], recorded.partition("@")[2])
