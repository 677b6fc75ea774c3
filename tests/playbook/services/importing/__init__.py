"""Tests of playbook/services/importing."""
