"""What each face says of one subject, taken from pages, commands, review and report, to be held against each other."""
