"""How definitions changed: what became stricter, what became weaker, and what that does to verdicts."""
