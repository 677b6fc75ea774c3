"""Tests of playbook/readiness/bars."""
