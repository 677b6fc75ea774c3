"""Tests of metrics/store."""
