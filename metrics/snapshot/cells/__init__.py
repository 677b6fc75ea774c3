"""One cell's text to a number or a day."""
