"""Tests of playbook/concerns/north_star."""
