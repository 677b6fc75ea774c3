"""Tests of playbook/concerns."""
