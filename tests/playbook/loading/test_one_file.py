"""What does not fit a model says what was expected; what is plainly meant is read that way."""

import pytest

from playbook.loading import loader
from tests.playbook.good_world import changed, reported


def test_what_a_person_plainly_meant_is_read_that_way() -> None:
    texts = changed("definitions/metrics.yaml", "    source: invoices\n", "    source: invoices\n    name: 1.10\n")
    texts = changed("definitions/gates.yaml", "key: true\n", "key: yes\n", texts)
    texts = changed("definitions/gates.yaml", "        weight: 3\n", '        weight: "3"\n        owner:\n', texts)
    texts = changed("records/team.yaml", "holder: kim", "holder: 4711", texts)
    playbook = loader.load_texts(texts)
    assert playbook.metrics["token_spend"].name == "1.10"
    assert playbook.gates["limited-release"].criteria[0].key is True
    assert playbook.gates["limited-release"].criteria[0].weight == 3
    assert playbook.records.team.seats[2].holder == "4711"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "definitions/metrics.yaml",
            "source: survey",
            "sorce: survey",
            "34:5: unknown key 'sorce'; did you mean 'source'?",
        ),
        (
            "definitions/metrics.yaml",
            "kind: nps",
            "kind: rates",
            (
                "31:11: unknown kind 'rates'; "
                "expected 'rate', 'count', 'amount', 'mean', 'duration', 'score' or 'nps'; did you mean 'rate'?"
            ),
        ),
        (
            "definitions/metrics.yaml",
            "    pillar: trust\n",
            "",
            "29:5: 'pillar' is missing in 'nps'; expected 'quality', 'cost', 'trust', 'value' or 'service'",
        ),
        (
            "definitions/metrics.yaml",
            "id: active_users",
            "id: Active Users",
            (
                "35:9: 'id' is 'Active Users'; expected lower-case words joined by '-' or '_', "
                "such as 'support-copilot'; write 'active-users'"
            ),
        ),
        (
            "definitions/metrics.yaml",
            "value: 0.03",
            "value: 3%",
            "10:35: 'value' is '3%'; expected a number; write 0.03 for a share of 3%",
        ),
        (
            "definitions/metrics.yaml",
            "value: 0.03",
            "value: 0,03",
            "10:37: unknown key '03'; write 0.03; a comma inside {…} begins a new key",
        ),
        (
            "definitions/metrics.yaml",
            "guardrail_for: [token_spend]",
            "guardrail_for: token_spend",
            "13:20: 'guardrail_for' is 'token_spend'; expected a list such as [one, another]; write [token_spend]",
        ),
        (
            "definitions/metrics.yaml",
            "    usual_n: 400\n    targets",
            "    usual_n: .inf\n    targets",
            "7:14: 'usual_n' is '.inf'; expected a whole number of at least 1",
        ),
        (
            "definitions/metrics.yaml",
            "    usual_n: 400\n    targets",
            "    usual_n: true\n    targets",
            "7:14: 'usual_n' is true; expected a whole number of at least 1",
        ),
        (
            "definitions/metrics.yaml",
            "    usual_n: 400\n    targets",
            "    range: [0]\n    targets",
            "7:12: 'range' has 1 entry; expected a list of two in square brackets",
        ),
        (
            "definitions/gates.yaml",
            "weight: 3",
            "weight: 1:30",
            "26:17: 'weight' is '1:30'; expected a number of at least 0",
        ),
        (
            "definitions/gates.yaml",
            "weight: 3",
            "weight: nan",
            "26:17: 'weight' is 'nan'; expected a number of at least 0",
        ),
        (
            "definitions/gates.yaml",
            "weight: 3",
            "weight: 3\n        confidence: sure",
            "27:21: 'confidence' is 'sure'; expected a number or 'none'",
        ),
        (
            "definitions/gates.yaml",
            'pass: "<= 0.03"',
            'pass: "<= 3%"',
            (
                "22:15: the bare percentage '<= 3%' could mean a share or a change against the baseline; "
                "write '<= 0.03' for the share or '<= +3%' for the change"
            ),
        ),
        (
            "definitions/gates.yaml",
            'pass: "<= 0.03"',
            "pass: 0.03",
            (
                "22:15: 'pass' is the number 0.03; "
                "expected a condition such as '>= 0.90', a list of conditions, or 'any:' with a list"
            ),
        ),
        (
            "definitions/gates.yaml",
            'pass: [">= 0.85", ">= -2%"]',
            'pass: [">= 0.85", "at least 3"]',
            "29:15: 'pass' holds 'at least 3'; expected a condition such as '>= 0.90', '< 4' or '<= +10%'",
        ),
        (
            "definitions/gates.yaml",
            "{id: provider, stack: retrieval}",
            "{id: provider, stack: retrieval, risk: safety-debt}",
            (
                "32:9: 'provider' names 'stack' and 'risk'; "
                "expected exactly one of metric, evidence, sign_off, deliverable, stack, experiments, risk, "
                "incidents, vendors or gate"
            ),
        ),
        (
            "definitions/gates.yaml",
            "{id: provider, stack: retrieval}",
            "",
            "32:8: item 4 of 'criteria' is empty; expected keys such as 'id:' and 'name:'",
        ),
        (
            "definitions/charter.yaml",
            "- risk: safety-debt",
            "- {}",
            (
                "33:13: this proof names none of the kinds there are; expected exactly one of experiments_decided, "
                "metrics_reported, evidence, team, stack, gate, deliverable, risk, incidents, vendors, "
                "products_in_stage or accountability"
            ),
        ),
        (
            "definitions/charter.yaml",
            "weeks: [1, 3]",
            "weeks: 1-3",
            "9:12: 'weeks' is '1-3'; expected a list of two in square brackets; write [1, 3]",
        ),
        (
            "records/team.yaml",
            "holder: kim, since: 2026-09-07",
            "holder: kim, since: ",
            "4:39: 'since' is empty; expected a date such as 2026-09-07",
        ),
        (
            "records/charter.yaml",
            "start: 2026-09-07",
            "start: 2026-09-31",
            "1:8: there is no day 2026-09-31; expected a date such as 2026-09-07",
        ),
        (
            "records/charter.yaml",
            "start: 2026-09-07",
            "start: 07.09.2026",
            "1:8: 'start' is '07.09.2026'; expected a date such as 2026-09-07",
        ),
        (
            "records/charter.yaml",
            "on: 2026-09-09",
            "on: 2026-09-09 08:00",
            "4:61: 'on' is '2026-09-09 08:00'; expected a date without a time, such as 2026-09-07",
        ),
        (
            "records/charter.yaml",
            "on: 2026-09-09",
            "on: 20260909",
            "4:61: 'on' is the number 20260909; expected a date such as 2026-09-07",
        ),
        (
            "records/charter.yaml",
            "on: 2026-09-09",
            "on: 86400",
            "4:61: 'on' is the number 86400; expected a date such as 2026-09-07",
        ),
        (
            "records/charter.yaml",
            "https://example.org/audit",
            "javascript:alert(1)",
            "8:43: 'link' is 'javascript:alert(1)'; expected a link that begins with https:// or http://",
        ),
        (
            "records/exemptions.yaml",
            "reason: Review is booked",
            "reason: ''",
            "9:13: 'reason' is empty; expected text",
        ),
        (
            "records/stack.yaml",
            "history: [{ring: hold, on: 2026-10-16, by: architecture-council}]",
            "history: []",
            "12:14: 'history' is an empty list; expected at least one entry",
        ),
        (
            "records/stack.yaml",
            "fit: 4",
            "Fit For Us: 4",
            "14:64: the key 'Fit For Us'; expected lower-case words joined by '-' or '_', such as 'support-copilot'",
        ),
        (
            "records/sign_offs.yaml",
            "decision: yes",
            "decision: maybe",
            "2:82: unknown decision 'maybe'; expected 'yes' or 'no'",
        ),
    ],
)
def test_a_value_that_does_not_fit_says_what_was_expected(file: str, old: str, new: str, expected: str) -> None:
    assert reported(changed(file, old, new))[0] == f"error: {file}:{expected}"
