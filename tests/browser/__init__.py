"""Tests that drive the real page in Chromium, by role and text."""
