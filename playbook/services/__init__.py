"""What a face has done: receiving, recording, importing, reviewing, reporting."""
