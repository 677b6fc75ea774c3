"""Tests of the ground floor: what was measured."""
