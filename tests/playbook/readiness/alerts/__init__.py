"""Tests of playbook/readiness/alerts."""
