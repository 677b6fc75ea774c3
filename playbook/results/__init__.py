"""What judging hands out, and what may be asked of it."""
