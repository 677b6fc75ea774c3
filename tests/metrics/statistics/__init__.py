"""Tests of metrics/statistics."""
