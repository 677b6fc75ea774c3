"""Tests of the upper floor: what was promised, and how we stand."""
