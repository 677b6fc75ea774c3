"""Tests of playbook/services/notify."""
