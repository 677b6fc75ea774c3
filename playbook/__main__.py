"""`python -m playbook`: the command, where a shell does not find it by its name."""

from playbook.cli.main import main

main()
