"""Tests of playbook/services/tokens."""
