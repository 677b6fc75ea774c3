"""The closed weekly review: what is frozen, and its Markdown."""
