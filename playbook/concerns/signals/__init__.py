"""Market signals."""
