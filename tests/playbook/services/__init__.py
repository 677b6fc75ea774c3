"""Tests of playbook/services."""
