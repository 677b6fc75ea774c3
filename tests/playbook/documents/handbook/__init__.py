"""Tests of playbook/documents/handbook."""
