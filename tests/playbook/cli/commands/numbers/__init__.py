"""Tests of playbook/cli/commands/numbers."""
