"""Tests of playbook/charting."""
