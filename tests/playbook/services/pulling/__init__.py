"""Tests of pulls."""
