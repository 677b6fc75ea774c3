"""Native files of evaluation and cost tools, found by content; each is read into the same named measures and cases."""
