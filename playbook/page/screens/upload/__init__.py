"""Uploads: preview, problems, history."""
