"""Tests of playbook/services/reaching."""
