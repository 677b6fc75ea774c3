"""Sentences of the problems page: how many, what is shown meanwhile, and how to find problems while you edit."""

from playbook.wording import plural

FINE_TITLE = "No problems in the playbook's files"
FINE = "Every definition and record was read, and they fit together."
SHOWN_TITLE = "What you see meanwhile"
ERRORS_TITLE = "To mend"
WARNINGS_TITLE = "Worth a look"
WARNINGS_LINE = "These stop nothing; they often announce a gate that cannot pass or a rule that cannot warn."
EDITOR_TITLE = "Find them while you edit"
EDITOR_HINTS = """\
- The first line of each file names its JSON Schema: editors with a YAML language server (VS Code, JetBrains, Neovim)
  complete keys and mark mistakes as you type.
- `playbook validate` lists every problem of all files, with file, line and column.
- `playbook validate --format github` annotates the changed lines of a pull request; `--since REV` also checks that
  records were only added to.
- The pre-commit hook `playbook-validate` does the same before each commit.
"""
FILES_AT = "Read from the folder"


def title(errors: int, warnings: int) -> str:
    """The page's title: one sentence to read aloud."""
    if errors:
        also = f", and {plural(warnings, 'warning')}" if warnings else ""
        return f"{plural(errors, 'problem')} in the playbook's files{also}"
    if warnings:
        return f"No problems in the playbook's files, {plural(warnings, 'warning')}"
    return FINE_TITLE
