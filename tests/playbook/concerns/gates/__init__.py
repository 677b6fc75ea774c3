"""Tests of playbook/concerns/gates."""
