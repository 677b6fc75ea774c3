"""Why readiness moved."""
