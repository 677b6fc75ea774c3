"""Tokens of the HTTP API, and limits on their use."""
