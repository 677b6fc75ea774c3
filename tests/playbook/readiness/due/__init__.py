"""Tests of playbook/readiness/due."""
