"""A folder of YAML to a playbook, or to all its problems."""
