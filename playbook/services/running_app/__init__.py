"""Finding the app that owns the store, and asking it."""
