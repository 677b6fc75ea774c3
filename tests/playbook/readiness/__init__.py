"""Tests of playbook/readiness."""
