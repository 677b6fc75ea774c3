"""Who reaches the app, by which name, and what they may do there."""
