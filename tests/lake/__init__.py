"""Tests of what only a shared store has; tests/test_lake.py runs them in an environment of their own."""
