"""The rules across files, in one tuple: each is a small function whose first line says what holds."""

from collections.abc import Callable, Iterable

from metrics.problems import Problem
from playbook import rules_accountability as accountability
from playbook import rules_charter as charter
from playbook import rules_circles as circles
from playbook import rules_conditions as conditions
from playbook import rules_follow_ups as follow_ups
from playbook import rules_gates as gates
from playbook import rules_governance as governance
from playbook import rules_metrics as metrics
from playbook import rules_notes as notes
from playbook import rules_people as people
from playbook import rules_records as records
from playbook import rules_references as references
from playbook import rules_research as research
from playbook import rules_risks as risks
from playbook import rules_signals as signals
from playbook import rules_stack as stack
from playbook import rules_team as team
from playbook import rules_workflow as workflow
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
    charter.the_calendar_is_known,
    charter.readiness_weighs_something,
    charter.phases_follow_each_other,
    charter.deliverables_are_due_in_their_phase,
    charter.due_weeks_lie_in_the_charter,
    charter.progress_falls_into_the_charter,
    charter.the_charter_has_a_start,
    charter.days_can_be_meant,
    metrics.somebody_feeds_each_metric,
    metrics.ranges_run_upwards,
    metrics.reported_days_fit_the_grain,
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
    stack.layers_offer_a_choice,
    stack.one_history_for_each_option,
    stack.moves_stand_in_order,
    stack.adopted_options_have_a_review,
    stack.one_option_is_adopted,
    stack.scores_run_from_1_to_5,
    people.exemptions_are_agreed_by_another,
    people.exemptions_are_short,
    people.exemptions_are_allowed,
    people.sign_offs_come_from_others,
    people.sign_offs_come_from_seats_that_may,
    people.evidence_is_reviewed_by_another,
    people.dropping_is_agreed,
    people.a_lower_tier_is_agreed,
    people.choices_are_reviewed_by_another,
    records.gates_are_planned_within_the_charter,
    records.plans_are_made_before_their_day,
    records.stages_go_back_with_a_word,
    records.stages_are_entered_once,
    records.conditions_are_due_after_the_decision,
    records.met_conditions_are_those_of_a_decision,
    records.experiments_do_not_point_at_themselves,
    records.seats_have_one_holder_a_day,
    records.evidence_names_its_product,
    accountability.accountability_names_what_is_defined,
    accountability.raci_lines_are_about_one_thing,
    accountability.raci_lines_have_one_accountable,
    accountability.everything_has_a_raci_line,
    accountability.interfaces_and_handovers_join_two,
    accountability.agreements_come_from_others,
    notes.notes_name_what_is_defined,
    notes.notes_are_about_weeks_that_had_begun,
    notes.notes_stand_once,
    notes.p_charts_are_for_rates,
    follow_ups.follow_ups_come_after_they_were_agreed,
    follow_ups.follow_ups_name_a_product,
    follow_ups.what_is_done_was_agreed,
    team.skill_levels_are_described,
    team.skills_name_what_is_defined,
    team.each_stage_has_one_need,
    team.team_records_name_what_is_defined,
    team.levels_are_for_a_seat_or_a_role,
    team.levels_are_assessed_by_another,
    team.seats_have_one_role_a_day,
    team.trainings_count_people_of_the_team,
    team.pay_bands_run_upwards,
    governance.controls_stand_once,
    governance.frameworks_are_replaced_by_others,
    governance.the_crosswalk_names_what_is_defined,
    governance.controls_are_left_out_with_a_word,
    governance.vendors_name_what_is_defined,
    governance.vendor_days_run_forward,
    research.resources_and_finds_stand_once,
    research.resources_and_finds_name_layers,
    research.triage_runs_forward,
    signals.signals_have_names_of_their_own,
    workflow.workflow_names_what_is_defined,
    workflow.workflow_says_each_thing_once,
    workflow.hygiene_checks_are_a_share_or_evidence,
    workflow.limits_stand_at_their_part,
    workflow.workflow_records_name_what_is_defined,
    workflow.work_is_reviewed_by_another,
    workflow.counts_of_the_workflow_add_up,
    workflow.days_of_the_workflow_run_forwards,
    workflow.upgrades_are_of_models_in_use,
    risks.indicators_can_be_read,
    risks.risks_are_assessed_in_order,
    risks.severities_stand_once,
    risks.incidents_name_what_is_defined,
    risks.incidents_run_forward,
    risks.postmortems_are_read_by_another,
)
