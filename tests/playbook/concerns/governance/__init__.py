"""Tests of playbook/concerns/governance."""
