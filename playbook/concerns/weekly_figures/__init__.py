"""The weekly business review of metrics."""
