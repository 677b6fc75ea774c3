"""Commands that send, read, fetch, correct and compare numbers."""
