"""Tests of the report in each of its formats."""
