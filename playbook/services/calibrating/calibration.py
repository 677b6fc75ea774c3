"""How far a judge can be trusted: agreement with people, and its rate as people's labels correct it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.problems import Problem, Problems, TablePlace
from metrics.readers.tools.shared.measures import Case, Measures
from metrics.statistics.judged import Labels, corrected
from metrics.statistics.proportion import CONFIDENCE, wilson_bounds
from playbook.json_values import Document
from playbook.loading.rules.workflow import FEWEST_LABELS
from playbook.services.calibrating import wording
from playbook.services.comparing.pairs import PASSED, NoComparison, one_candidate
from playbook.services.comparing.wording import no_cases
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, refuse_what_stays, write
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of cases with its two-sided 95% interval."""

    rate: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True, kw_only=True)
class CalibrationDocument(Document):
    """`calibrate --json`: `by_judge` is the naive rate, over all cases; `corrected` by prediction-powered inference."""

    judged: str
    labels: str
    scorer: str
    judge: str
    sentence: str
    agreement: Rate
    both: int
    only_judge: int
    only_people: int
    neither: int
    by_people: Rate
    by_judge: Rate
    corrected: Rate
    notes: tuple[str, ...]


def calibrated(
    run: Measures, said: Mapping[str, bool], labels_name: str, scorer: str | None = None, model: str = ""
) -> CalibrationDocument:
    """Holds a run's judge against people's labels; raises Problems with the reason where that would say nothing."""
    cases_of_run = _cases(run, model)
    name = scorer or _usual_scorer(cases_of_run)
    judged = _judged(run, name, cases_of_run)
    known = {case: label for case, label in said.items() if case in judged}
    if len(known) < FEWEST_LABELS:
        raise _refused(labels_name, wording.too_few(len(known), FEWEST_LABELS))
    labels = _labels(judged, known)
    others = [judge for case, judge in judged.items() if case not in known]
    counted, cases = sum(judged.values()), len(judged)
    people = labels.both + labels.only_people
    by_people = Rate(people / labels.cases, *wilson_bounds(people, labels.cases, CONFIDENCE), labels.cases)
    if others:
        found = corrected(sum(others), len(others), labels)
        right = Rate(found.rate, *found.bounds(CONFIDENCE), cases)
    else:  # people labelled every case: there is nothing left to correct
        right = by_people
    agreement = Rate(*labels.agreement(CONFIDENCE), labels.cases)
    naive = counted / cases
    left_out = len(said) - len(known)
    return CalibrationDocument(
        judged=run.file_name,
        labels=labels_name,
        scorer=name,
        judge=run.scorers.get(name, "") or run.scorers.get("judge", "") or run.candidate.get("judge", ""),
        sentence=wording.headline((right.rate, right.low, right.high), naive, agreement.rate, labels.cases),
        agreement=agreement,
        both=labels.both,
        only_judge=labels.only_judge,
        only_people=labels.only_people,
        neither=labels.neither,
        by_people=by_people,
        by_judge=Rate(naive, *wilson_bounds(counted, cases, CONFIDENCE), cases),
        corrected=right,
        notes=(wording.leaning(labels), *((wording.not_judged(left_out),) if left_out else ())),
    )


def _cases(run: Measures, model: str) -> list[Case]:
    if run.refused or not run.cases:
        raise _refused(run.file_name, run.refused or no_cases(run.file_name))
    try:
        return one_candidate(run, model)
    except NoComparison as reason:
        raise _refused(run.file_name, str(reason)) from None


def _usual_scorer(cases: Sequence[Case]) -> str:
    """Whether a case passed, else the first score that the run has."""
    if any(case.passed is not None for case in cases):
        return PASSED
    return next((name for case in cases for name in case.scores), PASSED)


def _judged(run: Measures, scorer: str, cases: Sequence[Case]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    unscored = 0
    for case in cases:
        score = _score(case, scorer)
        if score is None:
            unscored += 1
        elif score not in (0.0, 1.0):
            raise _refused(run.file_name, wording.graded(scorer))
        elif case.case_id in found:
            raise _refused(run.file_name, wording.several_times(case.case_id))
        else:
            found[case.case_id] = score == 1.0
    if unscored:
        raise _refused(run.file_name, wording.not_scored(scorer, unscored))
    return found


def _score(case: Case, scorer: str) -> float | None:
    if case.error:
        return None
    if scorer == PASSED and case.passed is not None:
        return float(case.passed)
    return case.scores.get(scorer)


def _labels(judged: Mapping[str, bool], known: Mapping[str, bool]) -> Labels:
    cells = [(judged[case], people) for case, people in known.items()]
    return Labels(*(cells.count(cell) for cell in ((True, True), (True, False), (False, True), (False, False))))


def _refused(name: str, reason: str) -> Problems:
    return Problems([Problem(TablePlace(name), reason)])


def record_calibration(workspace: Workspace, found: CalibrationDocument, product: str, metric: str, by: str) -> str:
    """Writes the labels and answers with the file they are in; raises Problems where they may not be written."""
    refuse_what_stays(workspace)
    counts = {name: str(getattr(found, name)) for name in ("both", "only_judge", "only_people", "neither")}
    typed = {"product": product, "metric": metric, "by": by, "judge": found.judge, "note": found.sentence, **counts}
    draft = draft_record(workspace, BY_NAME["calibration"], typed)
    if draft.errors:
        raise Problems(draft.errors)
    write(workspace, draft)
    return draft.file
