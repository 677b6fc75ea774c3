"""Controls and their coverage."""
