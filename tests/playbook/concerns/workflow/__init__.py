"""Tests of playbook/concerns/workflow."""
