"""An entry put into a record file."""
