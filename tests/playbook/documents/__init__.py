"""Tests of playbook/documents."""
