"""The assessment over HTTP: addresses, bodies, OpenAPI."""
