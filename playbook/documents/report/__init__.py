"""The report: one frozen content built from the assessment, and a renderer for each format."""
