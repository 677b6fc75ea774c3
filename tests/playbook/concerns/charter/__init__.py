"""Tests of playbook/concerns/charter."""
