"""Numbers fetched where they are: the sources of `definitions/sources.yaml` that say how they are pulled.

dlt was tried on paper and left: it would bring its own state, schemas and staging beside a store that already says what
counts, and some 20 packages, for eight requests that are a page of code each. SQLAlchemy is kept, for the dialects.
"""
