"""Tests of playbook/concerns/weekly_figures."""
