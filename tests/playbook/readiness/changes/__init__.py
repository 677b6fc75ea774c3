"""Tests of why the score moved."""
