"""Vendors and models."""
