"""Tests of metrics/snapshot."""
