"""What is sent to people who do not look at the page: the weekly digest, what one seat owes, an alert."""
