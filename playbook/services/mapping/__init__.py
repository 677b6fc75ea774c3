"""A file that nobody mapped becomes a source: what was found in it, its entry, and the numbers it would bring."""
