"""A world in which things happen that leaders have to hear of: incidents, a retirement, a contract that ends."""

from tests.worlds import World

INCIDENTS = """incidents:
  - {id: leak, title: Customer data in a prompt log, product: support-copilot, severity: critical, on: 2026-11-03,
     owner: head-of-security, risks: [prompt-injection]}
  - {id: slow, title: Answers took a minute, severity: low, on: 2026-11-04, owner: platform-lead}
  - {id: terms, title: Wrong terms quoted, product: support-copilot, severity: high, on: 2026-10-12,
     resolved: 2026-10-13,
     owner: head-of-support,
     postmortem: {on: 2026-10-20, by: data-lead, reviewer: lead-ai-engineer},
     actions: [{what: Leave the archive out, owner: data-lead, due: 2026-11-01},
               {what: Ask for a last day, owner: data-lead, due: 2026-11-20}]}
  - {id: outage, title: No answers for an hour, severity: high, on: 2026-10-15, resolved: 2026-10-15,
     owner: platform-lead}
"""
VENDORS = """vendors:
  - id: provider
    name: Provider
    owner: procurement-lead
    on: 2026-09-10
    products: [support-copilot]
    contracts: [{on: 2026-01-01, ends: 2027-01-31, notice_days: 60, by: procurement-lead}]
    models: [{model: model-1, on: 2026-09-10, retires: 2026-12-20, announced: 2026-10-01, replacement: model-2}]
"""


def make_eventful(world: World) -> World:
    """The world with these incidents and this vendor on top, its files received."""
    world.write("records/incidents.yaml", INCIDENTS)
    world.write("records/vendors.yaml", VENDORS)
    world.receive_all()
    return world
