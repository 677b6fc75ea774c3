"""Published cases of gates and samples, run through the real command; where ours differs on purpose, the test says so.

Numbers and expected results are restated from public test suites and papers, each named beside its case:
Keptn (keptn/keptn 318a3d54, lighthouse-service/event_handler/evaluate_sli_handler_test.go),
Keptn lifecycle-toolkit (keptn/lifecycle-toolkit 40e195d7, metrics-operator),
Argo Rollouts (utils/evaluate/evaluate_test.go, analysis/analysis_test.go),
Kayenta (spinnaker/kayenta a69573be, kayenta-judge ScorerSuite.scala and ClassifierSuite.scala),
Wilson bounds (scipy 1.17.1 and statsmodels 0.15.0, closed form of Wilson 1927)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app

AS_OF = "2026-11-13"
"""The Friday of week 10 of a charter that began on Monday, 7 September 2026; W45 is the last closed week."""
WEEKS = [f"2026-W{week}" for week in range(36, 46)]
THE_REST = {"charter": "charter: {}", "experiments": "audit: {}", "stack": "layers: []", "risks": "risks: []"}
Measured = Sequence[float] | Sequence[tuple[float, float]]


class Case:
    """A playbook folder of its own, with one product, that only the command touches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metrics: list[str] = []
        self.gates: list[str] = []
        self.rows: list[str] = ["week,product,metric,value,numerator,denominator"]

    def measured(
        self,
        metric: str,
        weeks: Measured,
        *,
        kind: str = "duration",
        better: str = "lower",
        usual_n: int | None = None,
    ) -> None:
        """A metric with its last weeks, oldest first: values, or (k, n)."""
        usual = "" if usual_n is None else f", usual_n: {usual_n}"
        targets = "" if better == "neutral" else ", targets: [{date: 2026-12-05, value: 0.5}]"
        self.metrics.append(
            f"  - {{id: {metric}, pillar: quality, kind: {kind}, better: {better}, owner: lead, "
            f"source: published{usual}{targets}}}"
        )
        for week, entry in zip(WEEKS[-len(weeks) :] if weeks else [], weeks, strict=True):
            numbers = f",{entry[0]},{entry[1]}" if isinstance(entry, tuple) else f"{entry},,"
            self.rows.append(f"{week},workflow,{metric},{numbers}")

    def gate(self, gate: str, *criteria: str, bounds: str = "") -> None:
        """A gate of criteria in YAML's flow style, without braces."""
        lines = "".join(f"\n      - {{id: c{index}, {line}}}" for index, line in enumerate(criteria))
        self.gates.append(
            f"  - id: {gate}\n    stage: ship\n    owner: lead\n    {bounds}\n    criteria:{lines or ' []'}"
        )

    def ask(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["--playbook", str(self.folder), *arguments])

    def write(self) -> None:
        definitions, records = self.folder / "definitions", self.folder / "records"
        definitions.mkdir(parents=True, exist_ok=True)
        records.mkdir(exist_ok=True)
        for name, text in THE_REST.items():
            (definitions / f"{name}.yaml").write_text(f"{text}\n", "utf-8")
        (definitions / "metrics.yaml").write_text("\n".join(["metrics:", *self.metrics]) + "\n", "utf-8")
        (definitions / "gates.yaml").write_text("\n".join(["gates:", *self.gates]) + "\n", "utf-8")
        (records / "charter.yaml").write_text("start: 2026-09-07\n", "utf-8")
        product = "products: [{id: workflow, owner: product-lead, stages: [{stage: spec, on: 2026-09-07}]}]\n"
        (records / "products.yaml").write_text(product, "utf-8")

    def answers(self, command: str = "gates") -> Any:
        """The document of a command on the day, everything received since included."""
        self.write()
        if len(self.rows) > 1:
            file = self.folder / "published.csv"
            file.write_text("\n".join(self.rows) + "\n", "utf-8")
            sent = self.ask("upload", str(file))
            assert sent.exit_code == 0, sent.stderr
        answer = self.ask(command, "--json", "--as-of", AS_OF, "--basis", "today")
        assert answer.stdout, answer.stderr
        return json.loads(answer.stdout)

    def judged(self) -> dict[str, Any]:
        """Each gate by its id, with its criteria by theirs."""
        gates = {gate["gate"]: gate for gate in self.answers()["gates"]}
        for gate in gates.values():
            gate["by_id"] = {criterion["id"]: criterion for criterion in gate["criteria"]}
        return gates

    def problems(self) -> list[dict[str, Any]]:
        """What `validate` has against it, errors only."""
        self.write()
        found = json.loads(self.ask("validate", "--json").stdout)["problems"]
        return [problem for problem in found if problem["severity"] == "error"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "playbook")


CONDITIONS: Mapping[str, tuple[Measured, str, str, str]] = {
    # Keptn TestParseCriteriaString, TestEvaluateValue: weeks measured, direction, condition, outcome
    "keptn1-parse-05": ([11.0], "higher", 'pass: ">10"', "met"),
    "keptn1-parse-08": ([10.0, 10.0, 20.0], "lower", 'pass: "<=+10"', "met"),
    "keptn1-value-02": ([10.0], "higher", 'pass: ">= 10"', "met"),
    "keptn1-value-04": ([10.0], "lower", 'pass: "< 10"', "not_met"),
    # Keptn TestEvaluateComparison: the target is the mean of the previous values
    "keptn1-rel-04": ([10.0, 10.0, 10.0], "higher", 'pass: ">+0%"', "not_met"),
    # Keptn TestEvaluateOrCombinedCriteria: targets 10.0 and 11.0
    "keptn1-or-01": ([10.0, 10.0, 10.0], "lower", 'pass: {any: ["<=10.0", "<=+10%"]}', "met"),
    "keptn1-or-02": ([10.0, 10.0, 11.0], "lower", 'pass: {any: ["<=10.0", "<=+10%"]}', "met"),
    "keptn1-or-03": ([10.0, 10.0, 20.0], "lower", 'pass: {any: ["<=10.0", "<=+10%"]}', "not_met"),
    # Keptn Test_aggregateValues: 5 and 15 are compared with as 10
    "keptn1-agg-01": ([5.0, 15.0, 10.0], "lower", 'pass: "<= +0%"', "met"),
    "keptn1-agg-01-above": ([5.0, 15.0, 10.01], "lower", 'pass: "<= +0%"', "not_met"),
    # Keptn TestEvaluateObjectives, simple comparison: targets 15.0, 11.0, 20.0, 11.5
    "keptn1-obj-01": (
        [10.0, 10.0],
        "lower",
        'pass: {any: ["<=15.0", "<=+10%"]}, warn: {any: ["<=20.0", "<=+15%"]}',
        "met",
    ),
    # lifecycle-toolkit TestOperatorEvaluator_Evaluate; a range is two conditions on a metric without a better way
    "lt-op-03": ([15.0], "lower", 'pass: "<= 15"', "met"),
    "lt-op-08": ([10.0], "higher", 'pass: "> 15"', "not_met"),
    "lt-op-11": ([20.0], "neutral", 'pass: [">= 15", "<= 25"]', "met"),
    "lt-op-14": ([20.0], "neutral", 'pass: {any: ["< 15", "> 25"]}', "not_met"),
    # Argo Rollouts TestAssessMetricStatusConsecutiveSuccessLimit: 3 failed, 4 good, the last 3 of them in a row
    "argo-metric-04": ([9.0, 9.0, 1.0, 9.0, 1.0, 1.0, 1.0], "lower", 'pass: "<= 5", weeks: 3', "met"),
    "argo-metric-06": ([9.0, 9.0, 1.0, 9.0, 1.0, 1.0, 1.0], "lower", 'pass: "<= 5", weeks: 5', "not_met"),
    # Kayenta ClassifierSuite, zero mean: a tenth of nothing is nothing, the verdict stays
    "kayenta-class-16": ([0.0, 0.0, 0.0, 0.0, 54.9], "lower", 'pass: "<= +10%"', "not_met"),
}


def test_published_conditions_come_to_their_published_outcomes(case: Case) -> None:
    for name, (weeks, better, line, _) in CONDITIONS.items():
        case.measured(name, weeks, better=better)
        case.gate(name, f"metric: {name}, {line}")
    gates = case.judged()
    assert {name: gates[name]["by_id"]["c0"]["outcome"] for name in CONDITIONS} == {
        name: outcome for name, (*_, outcome) in CONDITIONS.items()
    }
    assert "<= 10 or <= 11 (the baseline +10%)" in gates["keptn1-or-03"]["by_id"]["c0"]["reason"].replace("<=+", "<= +")
    assert gates["keptn1-obj-01"]["score"] == 100


DIFFERENT = {
    # theirs, ours: what is missing never counts as good, and says so
    "keptn1-agg-02": ("no history: the comparison passes", "no_data"),
    "keptn1-agg-03": ("history that failed is none: the comparison passes", "no_data"),
    "keptn1-obj-07": ("a value that could not be fetched fails", "no_data"),
    "kayenta-class-10": ("Nodata", "no_data"),
    "argo-metric-22": ("a metric with errors runs on", "no_data"),
}


def test_what_is_missing_is_no_data_and_neither_passes_nor_fails(case: Case) -> None:
    """Keptn skips a comparison without history as satisfied and fails a value it cannot fetch."""
    case.measured("keptn1-agg-02", [10.0])
    case.gate("keptn1-agg-02", 'metric: keptn1-agg-02, pass: "<= +10%"')
    case.measured("keptn1-agg-03", [5.0, 15.0, 3.0])
    case.gate("keptn1-agg-03", 'metric: keptn1-agg-03, pass: ["<= 4", "<= +10%"]')
    case.measured("keptn1-obj-07", [])
    case.gate("keptn1-obj-07", 'metric: keptn1-obj-07, pass: "<= 15"')
    case.measured("kayenta-class-10", [])
    case.gate("kayenta-class-10", 'metric: kayenta-class-10, pass: ">= -5%"')
    case.measured("argo-metric-22", [3.0])
    case.gate("argo-metric-22", 'metric: argo-metric-22, pass: "<= 5", weeks: 5')
    case.metrics = [line.replace("lower", "higher") if "class-10" in line else line for line in case.metrics]
    gates = case.judged()
    assert {name: gates[name]["by_id"]["c0"]["outcome"] for name in DIFFERENT} == {
        name: ours for name, (_, ours) in DIFFERENT.items()
    }
    assert {gates[name]["verdict"] for name in DIFFERENT} == {"not_evaluated"}


@pytest.mark.parametrize("cell", ["NaN", ""])
def test_a_value_that_is_none_is_refused_at_the_api(case: Case, cell: str) -> None:
    """Kayenta ClassifierSuite, "Missing Experiment Data with NaN Replacement": replaced NaN turned Nodata into Pass."""
    case.measured("kayenta-class-12", [])
    case.gate("kayenta-class-12", 'metric: kayenta-class-12, pass: "<= 5"')
    case.write()
    file = case.folder / "published.csv"
    file.write_text(f"{case.rows[0]}\n{WEEKS[-1]},workflow,kayenta-class-12,{cell},,\n", "utf-8")
    assert case.ask("upload", str(file)).exit_code == 1
    assert case.judged()["kayenta-class-12"]["by_id"]["c0"]["outcome"] == "no_data"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        # Keptn TestParseCriteriaString reads a bare percentage as relative; ours asks which was meant
        ("  <=10%", "could mean a share or a change"),
        # Keptn TestEvaluateComparison "=+1" and "=-1", lifecycle-toolkit equalTo: measured values are never equal to
        # anything on purpose, so there is no such operator
        ("=+1", "expected a condition"),
        ("=-1", "expected a condition"),
        ("== 15", "expected a condition"),
        # lifecycle-toolkit, operator validation: none set, several set
        ("15", "expected a condition"),
        ("> 5 < 10", "expected a condition"),
    ],
)
def test_conditions_that_are_not_ours_are_located_problems(case: Case, line: str, words: str) -> None:
    case.measured("some_metric", [])
    case.gate("some-gate", f'metric: some_metric, pass: "{line}"')
    (problem,) = case.problems()
    assert words in problem["message"]
    assert problem["where"]["file"] == "definitions/gates.yaml"
    assert problem["where"]["line"] == 7


@pytest.mark.parametrize(("bounds", "valid"), [("{go: 90, conditions: 80}", True), ("{go: 90, conditions: 95}", False)])
def test_bounds_are_valid_only_in_their_order(case: Case, bounds: str, valid: bool) -> None:
    """lifecycle-toolkit analysisdefinition_webhook_test.go, TotalScore validation: 90/80 valid, 90/95 not."""
    case.measured("some_metric", [])
    case.gate("some-gate", 'metric: some_metric, pass: "<= 5"', bounds=bounds.strip("{}").replace(", ", "\n    "))
    assert (case.problems() == []) is valid


GOOD, HALF, BAD, NONE = "good", "half", "bad", "none"
SCORES: Mapping[str, tuple[list[str], str, str, float | None]] = {
    # criteria as (state weight [key|observe]), verdict, score; states: good 1, half 3 (pass <= 2, warn <= 4), bad 9
    "keptn1-gate-02": (["good 1", "bad 1 key"], "", "no_go", 50.0),
    "keptn1-gate-04": (["good 74", "bad 26"], "", "no_go", 74.0),
    "keptn1-gate-04-at-the-bound": (["good 75", "bad 25"], "", "go_with_conditions", 75.0),
    "lt-obj-02": (["good 2"], "", "go", 100.0),
    "lt-obj-03": (["half 2"], "", "no_go", 50.0),
    "lt-obj-04": (["bad 2"], "", "no_go", 0.0),
    "lt-gate-03": (["good 10", "good 10"], "go: 80\n    conditions: 50", "go", 100.0),
    "lt-pct-01": (["good 3", "bad 3"], "go: 80\n    conditions: 50", "go_with_conditions", 50.0),
    "argo-run-01": (["good 1", "none 1"], "", "not_evaluated", 50.0),
    "argo-run-02": (["good 1", "bad 1"], "", "no_go", 50.0),
    "argo-run-04": (["open 1", "bad 1 observe"], "", "inconclusive", 0.0),
    "kayenta-score-01": (["good 1"], "", "go", 100.0),
    "kayenta-score-07": (["good 37.5", "good 37.5", "bad 25"], "", "go_with_conditions", 75.0),
    "kayenta-score-11": (["bad 1", "good 1 key"], "", "no_go", 50.0),
    # ours: what is missing earns nothing and stays in the sum (theirs: it leaves the denominator, 50)
    "kayenta-score-09": (["good 25", "none 25", "bad 50"], "", "no_go", 25.0),
    # ours: nobody knows, so nothing is evaluated (theirs: forced to a failing 0)
    "kayenta-score-03": (["none 1"], "", "not_evaluated", 0.0),
    "kayenta-score-12": (["good 1", "none 1 key"], "", "not_evaluated", 50.0),
    # ours: ten tenths are a whole, whatever binary fractions say
    "tenths": (["good 0.1"] * 9 + ["bad 0.1"], "", "go_with_conditions", 90.0),
}


def test_published_gates_come_to_their_verdicts_and_scores(case: Case) -> None:
    case.measured(GOOD, [1.0])
    case.measured(HALF, [3.0])
    case.measured(BAD, [9.0])
    case.measured(NONE, [])
    case.measured("open", [(19, 20)], kind="rate", better="higher")
    for name, (criteria, bounds, _, _) in SCORES.items():
        lines = []
        for written in criteria:
            state, weight, *marks = written.split()
            line = 'pass: ">= 0.90"' if state == "open" else 'pass: "<= 2", warn: "<= 4"'
            lines.append(
                ", ".join([f"metric: {state}", line, f"weight: {weight}", *(f"{mark}: true" for mark in marks)])
            )
        case.gate(name, *lines, bounds=bounds)
    gates = case.judged()
    found = {name: (gates[name]["verdict"], gates[name]["score"]) for name in SCORES}
    assert found == {name: (verdict, score) for name, (*_, verdict, score) in SCORES.items()}
    # Keptn names the key objective in the message
    assert gates["keptn1-gate-02"]["words"].startswith("NO-GO: Bad 9 in Nov 2-8, needs <= 2: missed")
    assert gates["kayenta-score-07"]["conditions"][0].startswith("C2: not met, ")


def test_an_empty_gate_never_passes(case: Case) -> None:
    """Keptn v1 fails it, its successor passes it with 0 of 0, an Argo run of dry-run metrics alone is Successful.

    Ours: a gate without criteria, or with observed ones only, is a located problem; one whose criteria are all for
    other products is not evaluated and has no score."""
    case.measured(GOOD, [1.0])
    case.gate("for-others", 'metric: good, pass: "<= 2", applies: {products: [workflow]}')
    case.write()
    records = case.folder / "records" / "products.yaml"
    assert case.judged()["for-others"]["verdict"] == "go"
    records_with_another = records.read_text("utf-8").replace("]}]\n", "]}, {id: other, owner: product-lead}]\n")
    records.write_text(records_with_another, "utf-8")
    answer = json.loads(case.ask("gates", "--json", "--as-of", AS_OF, "--product", "other").stdout)
    assert [(gate["verdict"], gate["score"]) for gate in answer["gates"]] == [("not_evaluated", None)]
    case.gate("empty")
    case.gate("observed", 'metric: good, pass: "<= 2", observe: true')
    messages = [problem["message"] for problem in case.problems()]
    assert any("gate 'empty' has no criteria" in message for message in messages)
    assert any("every criterion of gate 'observed' only observes" in message for message in messages)


# statsmodels and scipy, one-sided 95% Wilson bounds: k, n, lower, upper
BOUNDS = [
    (1, 2, 0.120866, 0.879134),
    (19, 20, 0.803993, 0.988765),
    (7, 10, 0.4417, 0.873123),
    (0, 10, 0.0, 0.212942),
    (100, 200, 0.442235, 0.557765),
    (114, 120, 0.906229, 0.973927),
    (38, 38, 0.933534, 1.0),
    (270, 300, 0.867838, 0.925011),
    (0, 30, 0.0, 0.082724),
    (59, 59, 0.956154, 1.0),
    (3, 10, 0.1268766, 0.5583002),  # R 3.6.2 prop.test, "greater" and "less"
    (10, 10, 0.787058, 1.0),
]
# worked examples: k, n, line, outcome
EXAMPLES = [
    (19, 20, 0.90, "inconclusive"),
    (110, 120, 0.90, "inconclusive"),  # also Argo TestEvaluateResultInconclusive: neither condition is known to hold
    (114, 120, 0.90, "met"),
    (59, 59, 0.95, "met"),
    (52, 52, 0.95, "met"),
]
# line, least n without a failure, first n at the line + 0.02, + 0.03, + 0.05
SAMPLE_SIZES = [
    (0.80, 11, 1094, 488, 180),
    (0.85, 16, 869, 391, 140),
    (0.90, 25, 624, 284, 100),
    (0.95, 52, 331, 147, None),
    (0.97, 88, 199, None, None),
    (0.99, 268, None, None, None),
    (0.995, 539, None, None, None),
]


def test_bounds_of_rates_are_the_published_ones(case: Case) -> None:
    for index, (k, n, _, _) in enumerate(BOUNDS):
        case.measured(f"rate{index}", [(k, n)], kind="rate", better="higher")
    metrics = case.answers("status")["metrics"]
    found = [(round(metric["lower_bound"], 6), round(metric["upper_bound"], 6)) for metric in metrics]
    assert found == [(pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6)) for _, _, low, high in BOUNDS]


def test_worked_examples_come_to_their_published_outcomes(case: Case) -> None:
    for index, (k, n, line, _) in enumerate(EXAMPLES):
        case.measured(f"rate{index}", [(k, n)], kind="rate", better="higher")
        case.gate(f"gate{index}", f'metric: rate{index}, pass: ">= {line}"')
    gates = case.judged()
    assert [gates[f"gate{index}"]["by_id"]["c0"]["outcome"] for index in range(len(EXAMPLES))] == [
        outcome for *_, outcome in EXAMPLES
    ]


def test_the_least_sample_without_a_failure_proves_the_line_and_one_case_less_does_not(case: Case) -> None:
    """Also mirrored: no bad case of the same number proves that at most so many are bad."""
    for index, (line, n, *_) in enumerate(SAMPLE_SIZES):
        for name, cases in (("enough", n), ("few", n - 1)):
            case.measured(f"{name}{index}", [(cases, cases)], kind="rate", better="higher")
            case.gate(f"{name}{index}", f'metric: {name}{index}, pass: ">= {line}"')
            case.measured(f"{name}-bad{index}", [(0, cases)], kind="rate")
            case.gate(f"{name}-bad{index}", f'metric: {name}-bad{index}, pass: "<= {round(1 - line, 3)}"')
    gates = case.judged()
    for index in range(len(SAMPLE_SIZES)):
        outcomes = [gates[f"{name}{index}"]["by_id"]["c0"]["outcome"] for name in ("enough", "few")]
        mirrored = [gates[f"{name}-bad{index}"]["by_id"]["c0"]["outcome"] for name in ("enough", "few")]
        assert outcomes == mirrored == ["met", "inconclusive"]


def test_the_samples_still_needed_are_the_published_sample_sizes(case: Case) -> None:
    wanted = {}
    for index, (line, _, *sizes) in enumerate(SAMPLE_SIZES):
        for margin, size in zip((0.02, 0.03, 0.05), sizes, strict=True):
            if size is not None and round(line + margin, 3) < 1:
                name = f"rate{index}-{round(100 * margin)}"
                rates = [(round(100 * (line + margin)), 100)]
                case.measured(name, rates, kind="rate", better="higher", usual_n=max(size, 100))
                case.gate(name, f'metric: {name}, pass: ">= {line}"')
                wanted[name] = size - 100
    gates = case.judged()
    said = {name: gates[name]["by_id"]["c0"] for name in wanted}
    assert {name: criterion["outcome"] for name, criterion in said.items() if wanted[name]} == {
        name: "inconclusive" for name, more in wanted.items() if more
    }
    for name, more in wanted.items():
        expected = f"collect about {more:,} more cases" if more else ""
        assert said[name]["action"] == expected, name


def test_promoter_scores_follow_from_their_counts(case: Case) -> None:
    """NPS = 100 x (promoters - detractors) / n: 60 and 20 of 100, 120 and 40 of 300, 286 and 255 of 694."""
    for index, counts in enumerate([(40, 100), (80, 300), (31, 694)]):
        case.measured(f"nps{index}", [counts], kind="nps", better="higher")
    metrics = case.answers("status")["metrics"]
    assert [round(metric["value"], 4) for metric in metrics] == [40.0, 26.6667, 4.4669]
