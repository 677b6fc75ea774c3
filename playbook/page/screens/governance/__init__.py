"""The page of governance: coverage, and every control with what serves it."""
