"""Native files of evaluation and cost tools."""
