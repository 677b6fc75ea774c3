"""Measurements of speed, printed as ratios; run by hand, never a timed test."""
