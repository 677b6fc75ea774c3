"""The whole playbook in words, as linked pages."""
