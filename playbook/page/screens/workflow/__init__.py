"""Products on their way to users."""
