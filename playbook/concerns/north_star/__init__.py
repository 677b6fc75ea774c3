"""North-star metrics: status, guardrails, spend."""
