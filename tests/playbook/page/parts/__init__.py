"""Tests of playbook/page/parts."""
