"""What the readers of tools share: what they are given, and the measures they answer."""
