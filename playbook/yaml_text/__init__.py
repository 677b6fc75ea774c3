"""YAML text to data with places, and an entry put into a text. The only importer of yaml and ruamel."""
