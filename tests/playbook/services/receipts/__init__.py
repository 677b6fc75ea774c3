"""Tests of playbook/services/receipts."""
