"""What an upload or a record would change."""
