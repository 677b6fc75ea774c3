"""Records of what was changed afterwards: bars, meanings of numbers, numbers sent for an earlier day."""
