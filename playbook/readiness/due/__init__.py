"""Who owes what, and by when."""
