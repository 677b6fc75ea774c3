"""Tests of playbook/concerns/experiments."""
