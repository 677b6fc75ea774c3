"""Tests of playbook/loading."""
