"""Tests of playbook/cli/commands."""
