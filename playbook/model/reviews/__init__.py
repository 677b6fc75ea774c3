"""Records of the weekly review: what was closed and withdrawn, follow-ups, notes."""
