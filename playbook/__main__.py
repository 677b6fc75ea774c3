"""`python -m playbook`: the command, where a shell does not find it by its name."""

from playbook.cli.entry import main

main()
