"""Paths, clock, store and cache wired once; the sample organization."""
