"""Rules across files, a module per concern."""
