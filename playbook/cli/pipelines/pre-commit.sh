#!/bin/sh
# .git/hooks/pre-commit: no commit lowers a bar in silence. Make it executable: chmod +x .git/hooks/pre-commit
# It looks at the files as they lie there, also at what is not staged.
export PLAYBOOK_DIR="${PLAYBOOK_DIR:-.}"   # the folder of the playbook in this repository
git rev-parse --quiet --verify HEAD > /dev/null || exec playbook validate   # the first commit changes nothing
exec playbook validate --since HEAD
