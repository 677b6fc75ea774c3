"""Tests of playbook/concerns/vendors."""
