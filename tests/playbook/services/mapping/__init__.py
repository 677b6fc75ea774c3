"""Tests of playbook/services/mapping."""
