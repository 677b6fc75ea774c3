"""Ragas: results saved as CSV or JSON, one row a sample and one column a metric; and the means alone."""

from collections.abc import Mapping, Sequence

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given
from metrics.readers.tools.shared.measures import Case, Measure, Measures, mean_of
from metrics.readers.tools.shared.values import number, record, spoken, text

TOOL = "Ragas"
_TEXTS = {
    "user_input", "retrieved_contexts", "reference_contexts", "response", "reference", "question", "answer", "contexts",
    "ground_truth", "ground_truths", "multi_responses", "rubric", "rubrics", "reference_tool_calls", "reference_topics",
    "synthesizer_name", "persona_name", "query_style", "query_length", "metadata", "retrieved_context_ids",
    "reference_context_ids", "id", "unnamed: 0", "", "index",
}  # fmt: skip
_MODEL_COLUMNS = ("model", "model_name", "llm", "llm_model")
"""Columns that people add, or an experiment's row has, for the model that answered."""
MEASURED = frozenset(
    {
        "faithfulness", "answer_relevancy", "response_relevancy", "context_precision", "context_recall",
        "context_entity_recall", "answer_correctness", "answer_similarity", "semantic_similarity",
        "factual_correctness",
        "llm_context_precision_with_reference", "llm_context_precision_without_reference", "context_relevancy",
        "non_llm_context_recall", "noise_sensitivity", "noise_sensitivity_relevant", "topic_adherence", "nv_accuracy",
        "nv_context_relevance", "nv_response_groundedness", "agent_goal_accuracy", "tool_call_accuracy",
        "aspect_critic", "summary_score", "context_utilization", "answer_accuracy", "response_groundedness",
    }
)  # fmt: skip

IN_TABLES = MEASURED | {
    "exact_match", "string_presence", "non_llm_string_similarity", "bleu_score", "rouge_score", "chrf_score",
    "tool_call_f1", "datacompy_score", "multi_modal_faithfulness", "multi_modal_relevance", "sql_semantic_equivalence",
}  # fmt: skip
"""Columns of a table of samples; alone, these names are other tools' as well."""


def read(given: Given) -> Measures:
    """Reads a table of samples. A blank or NaN is a sample that the judge could not score; it is said, never a 0."""
    rows: Sequence[Mapping[str, object]] = given.rows if given.format == "CSV" else given.records
    names = [
        name
        for name in dict.fromkeys(key for row in rows for key in row)
        if name.strip().casefold() not in _TEXTS and _measures_something([row.get(name) for row in rows])
    ]
    cases = [
        Case(
            text(row.get("id")) or str(place),
            {name: number(row.get(name)) for name in names},
            candidate=_model(row),
            question=spoken(row.get("user_input") or row.get("question")),
            answer=spoken(row.get("response") or row.get("answer")),
        )
        for place, row in enumerate(rows)
    ]
    return _found(given, "results", cases, names)


def _model(row: Mapping[str, object]) -> str:
    """The model that answered, where a column names it."""
    by_heading = {key.strip().casefold(): value for key, value in row.items()}
    named = [text(by_heading.get(heading)) for heading in _MODEL_COLUMNS if number(by_heading.get(heading)) is None]
    return next((name for name in named if name), "")


def read_means(given: Given) -> Measures:
    """Reads the means of a run without its samples."""
    means = {str(key): number(value) for key, value in record(given.document).items()}
    measures = [
        Measure(name, value, "score", why=wording.NO_SAMPLE_SIZE) for name, value in means.items() if value is not None
    ]
    notes = (wording.NO_DAY, "means without the samples behind them: " + wording.NO_SAMPLE_SIZE)
    return Measures(TOOL, "means", given.name, measures=tuple(measures), notes=notes, digest=given.digest)


def _measures_something(values: Sequence[object]) -> bool:
    filled = [value for value in values if text(value) and text(value).casefold() not in {"nan", "none", "null"}]
    return bool(filled) and all(number(value) is not None for value in filled)


def _found(given: Given, shape: str, cases: Sequence[Case], names: Sequence[str]) -> Measures:
    notes = [wording.NO_DAY]
    measures: list[Measure] = []
    models = tuple(dict.fromkeys(case.candidate for case in cases))
    for name in names:
        for model in models:
            mine = [case for case in cases if case.candidate == model]
            scores = [score for case in mine if (score := case.scores[name]) is not None]
            left_out = len(mine) - len(scores)
            parts = {"scorer": name, **({"model": model} if model else {})}
            measures.append(mean_of(name, scores, left_out=left_out, parts=parts))
            if left_out:
                notes.append(f"{name}: {wording.unscored(left_out, len(mine))}")
    if len(models) > 1:
        notes.insert(0, f"{len(models)} models, each with numbers of its own")
    if any(measure.numerator is None for measure in measures):
        notes.append("scores are graded: their means are no share of cases")
    if len(cases) == 1:
        notes.append(wording.ONE_CASE)
    return Measures(
        TOOL,
        shape,
        given.name,
        models=tuple(model for model in models if model),
        measures=tuple(measures),
        cases=tuple(cases),
        counted={"cases": len(cases)},
        notes=tuple(notes),
        refused="" if measures else "no column holds scores",
        digest=given.digest,
        complete=not any(measure.left_out for measure in measures),
        of_candidate=True,
    )
