"""Tests of playbook/api."""
