"""The page of value."""
