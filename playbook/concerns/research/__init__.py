"""Resources and research."""
