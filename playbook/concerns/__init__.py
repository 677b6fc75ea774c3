"""One wing per concern: how it is judged, worded, drawn and written as JSON."""
