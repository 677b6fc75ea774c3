"""What somebody is told of without asking: what stands today, and what of it is new."""
