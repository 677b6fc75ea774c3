"""Tests of playbook/concerns/accountability."""
