"""Tests of playbook/page."""
