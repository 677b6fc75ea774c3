"""Sentences about two runs: why they cannot be compared, and what the comparison says."""

from collections.abc import Sequence

from metrics.statistics.paired import PairedDifference
from playbook.model.evidence import EvidenceRecord
from playbook.wording import day_text, plural, signed_text

SAME_FILE = "both are the same file"
NO_SHARED_IDS = "the two runs share no case ids"
NO_SHARED_SCORER = "the two runs share no scorer; choose one with --scorer"
ONE_CLUSTER = "all shared cases are of one cluster, so nothing can be said beyond it"
BASE_HELP = "Result file of the run to compare with; where it is the only file, it is the candidate."
CANDIDATE_HELP = "Result file of the run that would replace it (default: BASE, against the product's last run)."
MARGIN_HELP = "How much worse the candidate may be, set before looking (default: 0)."
SCORER_HELP = "Score to compare (default: passed, else the first that both have)."
LOWER_HELP = "A lower score is better."
SLICE_HELP = "Tag of the cases to show differences by."
BASE_MODEL_HELP = "Model or prompt of the base, where its file holds several."
CANDIDATE_MODEL_HELP = "Model or prompt of the candidate, where its file holds several."
FAIL_ON_HELP = "Leave with 1 on this verdict (and on what is worse than it); with no comparison, always."
HTML_HELP = "Write the comparison as HTML, for a pull request."
RECORD_HELP = "Write the comparison into the records of a product, as the evidence of a model diff; needs --by."
BY_HELP = "Seat that answers for the comparison."
RECORD_NEEDS_BOTH = "--record and --by go together: the product, and who answers for the comparison"
BESIDE_HEAD = ("", "base", "candidate", "change", "pairs")
SLICE_HEAD = ("slice", "pairs", "difference", "interval")
GOT_WORSE, GOT_BETTER = "Got worse", "Got better"
OF_PASSED = "pass rate"
_BESIDE = {
    "cost": "cost per case",
    "latency_median": "latency, median",
    "latency_p95": "latency, 95th percentile",
    "tokens": "tokens per case",
    "refusals": "refusals",
}
PRODUCT_HELP = "Compare with the last admitted run of this product, where only one file is given."
RUN_IS_GONE = "the run that its evidence names is not there"
NAME_A_BASE = "take it from git again, or name the file to compare with"
WHICH_PRODUCT = "one file is compared with the last run of a product: name it by --product, or give two files"
_RULINGS = {
    "better": "The candidate is better",
    "no_worse": "The candidate is no worse than the margin",
    "worse": "The candidate is worse",
    "cannot_tell": "The runs cannot tell which is better",
}


def headline(ruling: str, found: PairedDifference, margin: float, scorer: str) -> str:
    """The verdict with its interval, and what so many cases can see."""
    interval = f"{step(found.difference, scorer)} ({between(found.low, found.high, scorer)})"
    said = f"{_RULINGS[ruling]}: {score_name(scorer)} {interval} on {plural(found.pairs, 'shared case')}"
    if margin:
        said += f", margin {size(margin, scorer)}"
    if ruling == "cannot_tell":
        said += f". So many cases see a difference of {size(found.visible, scorer)}"
        more = found.pairs_to_see(margin)
        said += f"; about {more:,} would see the margin" if more is not None and more > found.pairs else ""
    return said + "."


def score_name(scorer: str) -> str:
    """What is compared: the share of cases that passed is a rate, any other score keeps its name."""
    return OF_PASSED if scorer == "passed" else scorer


def step(value: float, scorer: str) -> str:
    """A difference with its sign: of a rate in points of a hundred."""
    return signed(value, 100, 1) + " points" if scorer == "passed" else signed(value)


def between(low: float, high: float, scorer: str) -> str:
    """An interval of differences."""
    times, digits = (100, 1) if scorer == "passed" else (1, 3)
    return f"{signed(low, times, digits)} to {signed(high, times, digits)}"


def axis(scorer: str) -> str:
    """Title of the axis of differences."""
    return "candidate minus base, points" if scorer == "passed" else f"candidate minus base, {scorer}"


def size(value: float, scorer: str) -> str:
    """A difference without a direction."""
    return f"{value * 100:.3g} points" if scorer == "passed" else f"{value:.3g}"


def beside_name(name: str) -> str:
    """What stands beside the verdict."""
    return _BESIDE.get(name, name)


def beside_value(value: float, unit: str) -> str:
    """One side's figure."""
    if unit == "USD":
        return f"${value:,.2f}" if value >= 10 or value == 0 else f"${value:.3g}"
    if unit == "share":
        return f"{value:.1%}"
    return f"{value:.3g} s" if unit == "seconds" else f"{value:,.0f}" if unit == "tokens" else f"{value:.3f}"


def beside_change(base: float, candidate: float, unit: str) -> str:
    """How much more the candidate has: a share in points, a score as it is, all else in percent."""
    if unit == "share":
        return step(candidate - base, "passed")
    if unit == "score":
        return signed(candidate - base)
    return signed(candidate / base - 1, 100, 0) + "%" if base else ""


def against(record: EvidenceRecord, file: str, *, admitted: bool) -> str:
    """What one file is compared with."""
    of = f" of candidate {record.candidate}" if record.candidate else ""
    if admitted:
        return f"compared with the last admitted run{of}, {file} of {day_text(record.on)}"
    return f"compared with the last recorded run{of}, {file} of {day_text(record.on)}, which nobody has reviewed"


def no_run(product: str) -> str:
    """A product without a run to compare with."""
    return f"no run of '{product}' is recorded: give two files, and record the comparison"


def too_many_to_keep(cases: int, most: int) -> str:
    """A run that is too large to be kept beside the records."""
    return f"{cases:,} cases are too many to keep with the records (at most {most:,})"


def not_kept(reason: str) -> str:
    """A run that cannot be written."""
    return f"the run cannot be kept ({reason})"


def slices_by_chance(slices: int) -> str:
    """Many slices, some of which differ by chance."""
    return f"{slices:,} slices looked at afterwards: about 1 in 20 differs by chance alone"


def recorded(file: str) -> str:
    """Where the comparison was written."""
    return f"Recorded in {file}; someone other than its author has to review it."


def signed(value: float, times: float = 1, digits: int = 3) -> str:
    """A difference with its sign."""
    return signed_text(value * times, digits)


def flips(lost: int, gained: int) -> str:
    """Cases that turned, in both directions."""
    return f"{plural(lost, 'case')} got worse, {plural(gained, 'case')} got better"


def left_out(base: int, candidate: int) -> str:
    """Cases that only one run has."""
    return (
        f"{plural(base + candidate, 'case')} left out: {base:,} only in the base, {candidate:,} only in the candidate"
    )


def clustered(pairs: int, clusters: int) -> str:
    """Cases that belong together."""
    return f"{pairs:,} cases in {clusters:,} clusters; cases of one cluster are not independent"


def repeated(cases: int, spread: float) -> str:
    """Runs that were repeated."""
    return (
        f"repeated runs are averaged per case first; {cases:,} cases differ between repetitions, by up to {spread:.3g}"
    )


def no_cases(name: str) -> str:
    """A file without cases."""
    return f"{name} has no results case by case"


def other_scorer(name: str, base: str, candidate: str) -> str:
    """Two runs that were scored differently."""
    return f"{name} was set up differently: '{base or 'default'}' and '{candidate or 'default'}'"


def other_data(base: str, candidate: str) -> str:
    """Two runs over other data."""
    return f"the runs are over other data: '{base}' and '{candidate}'"


def several_candidates(name: str, names: Sequence[str]) -> str:
    """A file with several models or prompts."""
    listed = ", ".join(f"'{one}'" for one in names[:4])
    return f"{name} holds {len(names)} candidates ({listed}); choose one with --base-model or --candidate-model"


def no_candidate(name: str, model: str) -> str:
    """A model that is not in a file."""
    return f"{name} has no case of '{model}'"


def twice(name: str, case_id: str, many: int) -> str:
    """Ids that are not unique."""
    return f"{name} has the case id '{case_id}' twice" + (f", and {many - 1:,} more" if many > 1 else "")


def unscored(name: str, missing: int, total: int, scorer: str) -> str:
    """Cases without a score."""
    return f"{name} has no {scorer} for {missing:,} of {total:,} cases"


def too_few(pairs: int, fewest: int, alone: int) -> str:
    """Too few pairs."""
    more = f"; {plural(alone, 'case')} only on one side left out" if alone else ""
    return f"{plural(pairs, 'shared case')} are fewer than {fewest}{more}"


def incomplete(name: str, notes: Sequence[str]) -> str:
    """A run that is not whole."""
    return f"{name} is incomplete" + (f": {notes[0]}" if notes else "")
