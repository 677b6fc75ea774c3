"""Palette and parts of Vega-Lite specifications."""
