"""Tests of metrics/snapshot/numbers."""
