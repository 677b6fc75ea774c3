"""Experiments from a spreadsheet."""
