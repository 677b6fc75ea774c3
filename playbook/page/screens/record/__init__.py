"""Forms that write records."""
