"""The rules across files, in one tuple: each is a small function whose first line says what holds."""

from collections.abc import Callable, Iterable

from metrics.problems import Problem
from playbook import rules_circles as circles
from playbook import rules_conditions as conditions
from playbook import rules_gates as gates
from playbook import rules_metrics as metrics
from playbook import rules_references as references
from playbook.rules_world import World

Rule = Callable[[World], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    references.ids_are_unique,
    references.audit_rules_stand_once,
    references.criteria_name_what_is_defined,
    references.gates_follow_gates_that_exist,
    references.deliverables_name_what_is_defined,
    references.guardrails_name_metrics,
    references.risks_are_tied_to_what_is_defined,
    references.records_name_what_is_defined,
    references.experiments_name_what_is_recorded,
    references.stack_records_name_what_is_defined,
    references.reopening_conditions_can_be_read,
    circles.deliverables_do_not_wait_for_themselves,
    circles.proofs_form_no_circle,
    metrics.somebody_feeds_each_metric,
    metrics.ranges_run_upwards,
    metrics.targets_make_a_trajectory,
    metrics.targets_lead_the_better_way,
    conditions.lines_look_the_better_way,
    conditions.a_warn_line_can_warn,
    conditions.lines_can_be_met_and_missed,
    conditions.no_sample_proves_perfection,
    conditions.no_percent_of_a_promoter_score,
    conditions.relative_lines_have_a_floor,
    conditions.pooled_weeks_are_new_evidence,
    conditions.usual_samples_are_large_enough,
    gates.bounds_are_in_order,
    gates.weights_count,
    gates.something_decides_each_gate,
    gates.applies_names_somebody,
)
