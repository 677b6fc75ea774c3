"""Receipts: decisions, sign-offs, closed reviews and bar changes in a chain of digests, and an export to check it."""
