"""Two evaluation runs over the same cases: matched, compared against a margin, reported."""
