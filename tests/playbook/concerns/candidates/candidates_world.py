"""A small playbook with two candidates of one product, for tests of what speaks of which."""

from datetime import date

from metrics.observation import Observation
from playbook.model.candidates import Candidate
from playbook.model.playbook import Playbook
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import measurements_of, playbook_of

TODAY = date(2026, 11, 13)
GATE = """
evidence_kinds: [{id: red-team-report, valid_days: 30}]
sign_offs: [{id: legal}]
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria:
      - {id: red-team, evidence: red-team-report, depends_on: [models, prompts]}
      - {id: legal, sign_off: legal, key: true, depends_on: [models]}
      - {id: tasks, metric: task_success_rate, pass: ">= 0.80", depends_on: [models]}
  - {id: internal-beta, stage: ship, criteria: [{id: tasks, metric: task_success_rate, pass: ">= 0.80"}]}
"""
FIRST = "{product: support-copilot, id: first, on: 2026-10-20, commit: 1111111aaa, models: [a@1], prompts: [p@1]"
SECOND = "{product: support-copilot, id: second, on: 2026-11-10, commit: 2222222bbb, models: [a@1], prompts: [p@1]"
EVIDENCE = """
evidence:
  - {kind: red-team-report, product: support-copilot, candidate: first, on: 2026-10-25, by: security, reviewer: legal}
"""
SIGN_OFFS = """
sign_offs:
  - {product: support-copilot, gate: limited-release, criterion: legal, candidate: first, decision: "yes",
     by: legal, on: 2026-11-09}
"""
NUMBERS = "numbers: [{product: support-copilot, candidate: first, since: 2026-10-20}]"


def candidates(*more: str, numbers: str = "") -> str:
    """The text of `records/candidates.yaml`."""
    return "candidates:\n" + "".join(f"  - {one}}}\n" for one in more) + numbers


def candidates_playbook(
    *put_forward: str, evidence: str = EVIDENCE, sign_offs: str = SIGN_OFFS, decisions: str = "", numbers: str = NUMBERS
) -> Playbook:
    """The playbook with the candidates as they were put forward."""
    return playbook_of(
        definitions_gates=GATE,
        records_candidates=candidates(*put_forward, numbers=numbers),
        records_evidence=evidence,
        records_sign_offs=sign_offs,
        records_decisions=decisions,
    )


def asking(playbook: Playbook, *rows: Observation, on: date = TODAY) -> Inquiry:
    """Questions about the day."""
    return Inquiry(playbook, measurements_of(playbook, *rows), on)


def parts(**given: object) -> Candidate:
    """A candidate of the product that is asked about: the first one's parts, and others over them."""
    first = {"commit": "1111111aaa", "models": ("a@1",), "prompts": ("p@1",)}
    return Candidate.model_validate({"product": "support-copilot", "id": "asked", "on": TODAY, **first, **given})
