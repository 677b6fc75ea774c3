"""Team and skills."""
