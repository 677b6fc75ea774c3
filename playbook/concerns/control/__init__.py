"""Control charts of metrics."""
