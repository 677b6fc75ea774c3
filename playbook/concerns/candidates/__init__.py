"""What would ship: which evidence speaks of it, and whether what runs is what was admitted."""
