"""Documents made of an assessment."""
