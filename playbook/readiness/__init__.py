"""The whole: the assessment, what it advises, the agenda."""
