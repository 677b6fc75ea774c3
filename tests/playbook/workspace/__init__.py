"""Tests of playbook/workspace."""
