"""Tests of playbook/services/running_app."""
