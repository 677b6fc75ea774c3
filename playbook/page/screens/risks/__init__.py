"""Risks and incidents."""
