"""The stack: layers, options, choices."""
