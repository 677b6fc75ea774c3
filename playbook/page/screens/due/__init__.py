"""Who owes what, and what blocks."""
