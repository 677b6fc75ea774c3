"""The command `playbook`."""
