"""What if: lines, weights and outcomes moved by hand, and what that would turn."""
