"""The charter: claimed and proven."""
