"""What products promised and what they are worth, from experiments to running products."""
