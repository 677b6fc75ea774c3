# `just` lists these; each line works without just, too

_default:
    @just --list --unsorted

# the environment, with what the tests need
install:
    python3 -m venv --without-pip .venv
    python3 -m pip --python .venv/bin/python install -q -e '.[test]'

# the dashboard on your playbook, or on the sample while yours has not started
run:
    .venv/bin/streamlit run app.py

# every check, the one CI runs
test *arguments:
    .venv/bin/pytest -n 2 {{arguments}}

# tests on a shared store, once `just test` has brought DuckDB's extensions
lake *tests:
    PLAYBOOK_TEST_STORE=lake PYTHONPATH="$(ls -d .pytest_cache/d/lake/* | tail -n 1)" .venv/bin/pytest {{tests}}

# while you work: no browser, no shared store, no checkers
quick *arguments:
    .venv/bin/pytest -n 2 -m "not browser and not lake and not house" {{arguments}}

# lint and format, mended where they can be
tidy:
    .venv/bin/ruff check --fix
    .venv/bin/ruff format

# what the READMEs say of the code, and the editors' schemas, written again
docs:
    .venv/bin/cog -r CONTRIBUTING.md README.md */README.md playbook/*/README.md
    .venv/bin/python -m playbook.loading.schemas

# the wheel and its bill of materials (CycloneDX), in dist/
build:
    python3 -m pip --python .venv/bin/python wheel -q --no-deps --wheel-dir dist .
    .venv/bin/python .ci/sbom.py > dist/sbom.cdx.json

# known faults of what is installed along, asked of the public database and written into advisories.toml
advisories:
    .venv/bin/python .ci/advisories.py --write

# ratios of speed, not a test
benchmarks:
    .venv/bin/python -m tests.benchmarks

# what the CI machine does
ci:
    .ci/run
