"""Tests of playbook/readiness/preview."""
