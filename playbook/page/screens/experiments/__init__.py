"""The experiment audit."""
