"""Market signals: fetched and read."""
