"""Launch gates."""
