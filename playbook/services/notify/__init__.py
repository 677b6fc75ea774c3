"""Digests and alerts: made once, kept in the store until they are sent, and sent to the channels of `settings.yaml`."""
