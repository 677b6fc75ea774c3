"""What people write in YAML: one module per file."""
