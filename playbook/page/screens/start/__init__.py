"""The first hour: the sample or a playbook of one's own, and what comes next."""
