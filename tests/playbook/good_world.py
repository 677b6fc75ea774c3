"""A small playbook that loads clean, as texts; tests break one thing in it and match the message."""

from collections.abc import Mapping

from metrics.problems import Problem
from playbook.loading.loader import check_texts

CHARTER = """\
charter:
  name: Ninety days
  days: 90
  timezone: Europe/Berlin
  week_ends: sunday
  weights: {charter: 25, experiments: 15, metrics: 25, stack: 10, gates: 25}
phases:
  - id: measure
    weeks: [1, 3]
    deliverables:
      - id: experiment-audit
        owner: lead-ai-engineer
        due_week: 2
        proof:
          - experiments_decided: {at_least: 1.0}
          - evidence: audit-report
      - id: north-star
        due_week: 3
        after: [experiment-audit]
        proof:
          - metrics_reported: {pillars: [quality], metrics: [hallucination_rate], weeks: 2}
          - team: {role: lead-ai-engineer}
  - id: ship
    weeks: [4, 12]
    deliverables:
      - id: flagship
        due_week: 12
        after: [north-star]
        proof:
          - gate: limited-release
          - stack: retrieval
          - deliverable: north-star
          - risk: safety-debt
          - products_in_stage: {stage: ship}
          - accountability: {parties: [legal]}
"""
METRICS = """\
due_week: 3
metrics:
  - id: hallucination_rate
    pillar: quality
    kind: rate
    better: lower
    usual_n: 400
    targets:
      - {date: 2026-09-07, value: 0.12, kind: baseline}
      - {date: 2026-12-05, value: 0.03}
    owner: lead-ai-engineer
    source: weekly sample of answers
    guardrail_for: [token_spend]
  - id: task_success_rate
    pillar: quality
    kind: rate
    better: higher
    sample: fixed
    usual_n: 400
    owner: lead-ai-engineer
    source: fixed suite
  - id: token_spend
    pillar: cost
    kind: amount
    unit: USD
    better: lower
    owner: finance-partner
    source: invoices
  - id: nps
    pillar: trust
    kind: nps
    better: higher
    owner: head-of-support
    source: survey
  - id: active_users
    pillar: value
    kind: count
    better: neutral
    owner: head-of-product
    source: logs
"""
EXPERIMENTS = """\
audit:
  due_week: 2
  rules:
    - {rule: no_owner, severity: high}
    - {rule: zombie, days: 30}
"""
STACK = """\
matrix:
  - {id: fit, weight: 3}
  - {id: cost, weight: 2}
layers:
  - id: retrieval
    due_week: 6
    options:
      - {id: pgvector, name: pgvector}
      - {id: elasticsearch}
  - id: orchestration
    due_week: 6
    options:
      - {id: langgraph}
      - {id: custom-dag}
"""
GATES = """\
evidence_kinds:
  - {id: audit-report, scope: organization, valid_days: 90}
  - {id: red-team-report, valid_days: 90}
sign_offs:
  - {id: legal, seats: [legal-counsel, head-of-legal]}
gates:
  - id: prototype-exit
    stage: prototype
    owner: lead-ai-engineer
    criteria:
      - {id: red-team, evidence: red-team-report, key: true}
      - {id: audited, experiments: {decided: 0.9}}
  - id: limited-release
    stage: ship
    after: [prototype-exit]
    owner: vp-engineering
    go: 90
    conditions: 75
    criteria:
      - id: grounded
        metric: hallucination_rate
        pass: "<= 0.03"
        warn: "<= 0.05"
        weeks: 2
        key: true
        weight: 3
      - id: no-worse
        metric: task_success_rate
        pass: [">= 0.85", ">= -2%"]
        weight: 2
      - {id: legal-review, sign_off: legal, key: true, exemptible: false}
      - {id: provider, stack: retrieval}
      - {id: audit-done, deliverable: experiment-audit}
      - {id: safe, risk: safety-debt}
      - {id: spend, metric: token_spend, pass: "<= 20000", observe: true}
      - id: loved
        metric: nps
        pass: ">= 20"
        applies: {risk_tier: [limited, high], stage: [ship], products: [copilot]}
"""
RISKS = """\
risks:
  - {id: safety-debt, owner: head-of-security, tied_to: [experiment-audit],
     listed: [{source: OWASP Top 10 for LLM applications, year: 2026, code: LLM01}],
     likelihood: 3, impact: 4, indicators: [hallucination_rate misses its plan, "token_spend > +50% for 2 weeks"]}
  - {id: drift}
incidents:
  severities:
    - {severity: high, mitigate_within_minutes: 60, postmortem_within_days: 7}
    - {severity: low}
"""
SKILLS = """\
layers:
  - {id: framing, levels: [a, b, c, d, e]}
  - {id: evals, levels: [a, b, c, d, e]}
needs:
  - {stage: spec, levels: {framing: 2}}
  - {stage: prototype, levels: {framing: 2, evals: 3}}
ladder:
  - {id: engineer, levels: {evals: 2}}
roles:
  - {id: lead, ladder: engineer, levels: {framing: 3, evals: 3}}
customer_teams:
  - {id: support}
"""
ACCOUNTABILITY = """\
version: "1"
owner: lead-ai-engineer
parties:
  - {id: ai-engineering, seat: lead-ai-engineer}
  - {id: legal, seat: legal-counsel}
interfaces:
  - {party: legal, answer_days: 5}
raci:
  - {stage: spec, roles: {ai-engineering: AR}}
  - {stage: prototype, roles: {ai-engineering: AR}}
  - {stage: ship, roles: {ai-engineering: A, legal: R}}
  - {stage: monitor, roles: {ai-engineering: AR}}
  - {deliverable: experiment-audit, roles: {ai-engineering: AR, legal: C}}
  - {deliverable: north-star, roles: {ai-engineering: AR}}
  - {deliverable: flagship, roles: {ai-engineering: A, legal: R}}
handovers:
  - {artefact: Report, from: ai-engineering, to: legal, evidence: red-team-report}
meetings:
  - {name: Review, parties: [legal]}
council: {parties: [ai-engineering]}
topologies:
  - {id: embedded}
"""
GOVERNANCE = """\
vendors: {reviews: [security], contract: true}
frameworks:
  - id: rmf
    year: 2023
    controls:
      - {id: GOVERN 1.6, title: Inventory}
      - {id: MEASURE 2.7, title: Security}
  - id: old-list
    year: 2025
    replaced_by: rmf
    controls: [{id: "LLM01:2025", title: Prompt injection, from: 2026-08-02, risk_tier: [high]}]
crosswalk:
  - {deliverable: experiment-audit, serves: [GOVERN 1.6]}
  - {evidence: red-team-report, serves: [MEASURE 2.7, "LLM01:2025"]}
  - {criterion: limited-release/legal-review, serves: [GOVERN 1.6]}
  - {register: vendors, serves: [GOVERN 1.6]}
"""
WORKFLOW = """\
stages:
  - {stage: spec, leave: [{what: Tried, evidence: red-team-report}, {what: Passed, gate: prototype-exit}]}
  - {stage: prototype, usual_days: 30}
hygiene:
  - {id: regression-evals, at_least: 1}
  - {id: tried, evidence: red-team-report}
parts:
  - {part: red_team, evidence: red-team-report}
  - {part: case, evidence: audit-report}
drill:
  evidence: audit-report
  upgrades: [{kind: new_version, due_days: 21}, {kind: retirement, due_days: -30}]
"""
RECORDS_CHARTER = """\
start: 2026-09-07
organization: Linden Logistics
progress:
  - {deliverable: experiment-audit, state: in_progress, on: 2026-09-09, owner: lead-ai-engineer}
  - deliverable: experiment-audit
    state: done
    on: 2026-09-18
    evidence: [{kind: audit-report, link: "https://example.org/audit", on: 2026-09-18, reviewer: head-of-data}]
  - {deliverable: north-star, state: blocked, on: 2026-09-20, reason: No judge yet}
  - deliverable: flagship
    state: dropped
    on: 2026-09-21
    owner: vp-engineering
    reason: Bought instead
    approved_by: head-of-data
"""
PRODUCTS = """\
products:
  - id: copilot
    owner: product-lead
    risk_tier: high
    tiers:
      - {tier: limited, on: 2026-09-20, approved_by: legal-counsel, reason: Drafts only}
    stages: [{stage: spec, on: 2026-09-07}, {stage: prototype, on: 2026-10-05}]
    planned:
      - {gate: prototype-exit, on: 2026-10-30}
      - {gate: limited-release, on: 2026-11-20}
      - {gate: limited-release, on: 2026-11-27, decided_on: 2026-11-01}
"""
EXPERIMENT_RECORDS = """\
experiments:
  - id: ticket-bot
    found: 2026-09-08
    product: copilot
    decisions: [{decided: keep, on: 2026-09-15, by: lead-ai-engineer}]
  - id: ticket-bot-two
    found: 2026-09-08
    duplicate_of: ticket-bot
    seen: [{on: 2026-09-15, weekly_users: 3, monthly_cost: 200}]
    decisions: [{decided: merge, on: 2026-09-16, by: lead-ai-engineer, into: ticket-bot, until: 2026-12-01}]
"""
STACK_RECORDS = """\
choices:
  - layer: retrieval
    option: pgvector
    history:
      - {ring: trial, on: 2026-09-28, by: lead-ai-engineer}
      - {ring: adopt, on: 2026-10-16, by: architecture-council}
    review_by: 2027-01-15
    reviews: [{on: 2026-10-20, by: platform-lead}]
    reopen_when: ["hallucination_rate > 0.08 for 2 weeks", "token_spend > +25%"]
  - layer: retrieval
    option: elasticsearch
    history: [{ring: hold, on: 2026-10-16, by: architecture-council}]
scores:
  - {option: pgvector, on: 2026-10-01, by: data-lead, scores: {fit: 4, cost: 5}}
"""
EVIDENCE = """\
evidence:
  - kind: red-team-report
    product: copilot
    on: 2026-10-20
    by: security-engineer
    reviewer: head-of-security
    reviewed_on: 2026-10-22
"""
SIGN_OFFS = """\
sign_offs:
  - {product: copilot, gate: limited-release, criterion: legal-review, decision: yes, by: legal-counsel, on: 2026-11-12}
"""
EXEMPTIONS = """\
exemptions:
  - product: copilot
    gate: limited-release
    criterion: provider
    asked_by: lead-ai-engineer
    approved_by: head-of-security
    on: 2026-11-10
    last_day: 2026-11-30
    reason: Review is booked
"""
DECISIONS = """\
decisions:
  - product: copilot
    gate: prototype-exit
    decided: release
    by: vp-engineering
    on: 2026-10-30
    conditions: [{what: Rehearse escalation, owner: head-of-support, due: 2026-11-13}]
"""
VENDORS = """\
vendors:
  - id: provider
    owner: data-lead
    on: 2026-09-10
    products: [copilot]
    options: [pgvector]
    reviews:
      - {kind: security, on: 2026-10-09, by: head-of-security, next_review: 2027-04-09}
    contracts:
      - {on: 2026-10-01, ends: 2027-09-30, by: data-lead, slas: [{what: speed, promise: fast, metric: nps}]}
    models:
      - {model: model-1, on: 2026-09-21, retires: 2027-03-01, announced: 2026-11-02, products: [copilot]}
"""
APPLICABILITY = """\
applicability:
  - control: MEASURE 2.7
    applies: false
    reason: Not here
    on: 2026-10-05
    by: head-of-security
    approved_by: legal-counsel
"""
TEAM = """\
seats:
  - {seat: lead-ai-engineer, since: 2026-09-07}
  - {seat: lead-ai-engineer, holder: sam, since: 2026-09-14}
  - {seat: product-lead, holder: kim, since: 2026-09-07}
  - {seat: vp-engineering, holder: noor, since: 2026-09-07}
  - {seat: acting-lead, holder: sam, since: 2026-11-01}
roles:
  - {seat: lead-ai-engineer, role: lead, since: 2026-09-15, products: [copilot]}
openings:
  - {seat: evaluator, on: 2026-10-01, delays: [flagship]}
levels:
  - {seat: lead-ai-engineer, on: 2026-10-01, by: vp-engineering, levels: {framing: 3, evals: 2}}
trainings:
  - {team: support, on: 2026-10-20, people: 20, trained: 12}
pay_bands:
  - {ladder: engineer, on: 2026-09-01, low: 80000, high: 100000, currency: EUR}
"""
ACCOUNTABILITY_RECORDS = """\
agreements:
  - {party: legal, version: "1", on: 2026-09-25, by: legal-counsel}
topologies:
  - {topology: embedded, on: 2026-09-21, by: vp-engineering}
"""
NOTES = """\
notes:
  - {metric: hallucination_rate, product: copilot, week: 2026-W44, text: Few judged, by: product-lead, on: 2026-11-03}
  - {kind: restart, metric: token_spend, week: 2026-W42, text: New prices, by: finance-partner, on: 2026-10-19}
"""
WORKFLOW_RECORDS = """\
cases:
  - {product: copilot, on: 2026-09-16, by: kim, reviewer: noor, kpi: Time, metric: nps, weekly_value: 9, weekly_cost: 3}
suites:
  - {product: copilot, suite: review_queue, on: 2026-10-28, by: sam, cases: 40, failed: 1, oldest: 2026-10-20}
drift:
  - {product: copilot, on: 2026-10-28, by: sam, compared: 40, agree: 38}
hygiene:
  - {product: copilot, check: regression-evals, on: 2026-10-28, of: 11, done: 11}
waits:
  - {product: copilot, what: Word, whom: legal-counsel, on: 2026-10-12, until: 2026-10-26, ended: 2026-10-27}
models:
  - {product: copilot, provider: acme, model: one, since: 2026-09-21}
upgrades:
  - {provider: acme, model: one, kind: new_version, on: 2026-10-08, announced: 2026-10-01}
"""
RISK_RECORDS = """\
assessments:
  - {risk: safety-debt, product: copilot, state: treated, on: 2026-10-20, by: head-of-security}
  - {risk: drift, state: accepted, on: 2026-10-21, by: head-of-security, accepted_until: 2026-12-01}
"""
INCIDENTS = """\
checked:
  - {on: 2026-11-01, by: head-of-support}
incidents:
  - id: stale-terms
    title: Quoted last year's terms
    product: copilot
    severity: high
    on: 2026-10-21
    owner: head-of-support
    risks: [safety-debt]
    timeline:
      - {at: "2026-10-21T09:10", mark: detected, what: An agent flags it}
    resolved: 2026-10-22
    postmortem: {on: 2026-10-26, by: data-lead, reviewer: lead-ai-engineer}
    actions:
      - {what: Archive is left out, owner: data-lead, due: 2026-10-28, done: 2026-10-27}
"""


def good_world() -> dict[str, str]:
    """Texts by name, with no problem and no warning in them."""
    return {
        "definitions/charter.yaml": CHARTER,
        "definitions/metrics.yaml": METRICS,
        "definitions/experiments.yaml": EXPERIMENTS,
        "definitions/stack.yaml": STACK,
        "definitions/gates.yaml": GATES,
        "definitions/risks.yaml": RISKS,
        "definitions/governance.yaml": GOVERNANCE,
        "definitions/skills.yaml": SKILLS,
        "definitions/accountability.yaml": ACCOUNTABILITY,
        "definitions/workflow.yaml": WORKFLOW,
        "records/charter.yaml": RECORDS_CHARTER,
        "records/products.yaml": PRODUCTS,
        "records/experiments.yaml": EXPERIMENT_RECORDS,
        "records/stack.yaml": STACK_RECORDS,
        "records/evidence.yaml": EVIDENCE,
        "records/sign_offs.yaml": SIGN_OFFS,
        "records/exemptions.yaml": EXEMPTIONS,
        "records/decisions.yaml": DECISIONS,
        "records/team.yaml": TEAM,
        "records/risks.yaml": RISK_RECORDS,
        "records/incidents.yaml": INCIDENTS,
        "records/vendors.yaml": VENDORS,
        "records/governance.yaml": APPLICABILITY,
        "records/accountability.yaml": ACCOUNTABILITY_RECORDS,
        "records/notes.yaml": NOTES,
        "records/workflow.yaml": WORKFLOW_RECORDS,
    }


def changed(file: str, old: str, new: str, texts: Mapping[str, str] | None = None) -> dict[str, str]:
    """The good world (or `texts`) with one thing replaced in one file."""
    world = dict(texts if texts is not None else good_world())
    assert world[file].count(old) == 1, f"{old!r} stands {world[file].count(old)} times in {file}"
    world[file] = world[file].replace(old, new)
    return world


def reported(texts: Mapping[str, str]) -> list[str]:
    """What is said of the texts, each with its severity in front."""
    return [said(problem) for problem in check_texts(texts)]


def said(problem: Problem) -> str:
    """`error: definitions/gates.yaml:41:13: …`"""
    return f"{problem.severity}: {problem.message}"
