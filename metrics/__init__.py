"""What was measured: definitions of metrics, uploads, the store and the weekly series made of it."""
