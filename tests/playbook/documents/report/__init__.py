"""Tests of playbook/documents/report."""
