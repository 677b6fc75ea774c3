"""Tests of playbook/concerns/risks."""
