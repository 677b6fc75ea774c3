"""Tests of playbook/yaml_text."""
