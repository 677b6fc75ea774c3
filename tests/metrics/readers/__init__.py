"""Tests of metrics/readers."""
