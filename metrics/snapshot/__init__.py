"""A raw table to checked rows, or every problem in it."""
