"""The page of vendors and models."""
