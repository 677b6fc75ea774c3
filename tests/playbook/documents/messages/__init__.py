"""Tests of playbook/documents/messages."""
