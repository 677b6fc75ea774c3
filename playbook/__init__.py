"""What was promised and how we stand: definitions, records, verdicts, readiness and the faces that show them."""
