"""The page that compares two evaluation runs over the same cases."""
