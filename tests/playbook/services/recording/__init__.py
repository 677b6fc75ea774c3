"""Tests of playbook/services/recording."""
