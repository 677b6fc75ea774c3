"""Tests of metrics/snapshot/cells."""
