"""Tests of playbook/concerns/stack."""
