"""Stored rows to weekly series: roll-ups over time and products, weekly figures."""
