"""Tests of playbook/concerns/control."""
