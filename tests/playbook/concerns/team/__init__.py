"""Tests of playbook/concerns/team."""
