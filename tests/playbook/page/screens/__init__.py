"""Tests of playbook/page/screens."""
