"""Tests of metrics/series."""
