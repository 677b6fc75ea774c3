"""Tests of playbook/concerns/research."""
