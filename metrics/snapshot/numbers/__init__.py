"""A column of numbers: what its signs and separators mean."""
