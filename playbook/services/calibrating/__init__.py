"""A model that judges, held against people who labelled some of its cases."""
