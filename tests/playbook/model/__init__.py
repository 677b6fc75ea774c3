"""Tests of playbook/model."""
