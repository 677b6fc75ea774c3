"""One screen per concern: each reads, chooses and shows; nothing is worked out here."""
