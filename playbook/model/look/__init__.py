"""How pages and reports look: colors, logo, template."""
