"""Tests of playbook/loading/rules."""
