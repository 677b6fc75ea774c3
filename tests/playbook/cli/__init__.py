"""Tests of playbook/cli."""
