# Needs Python 3.11 to 3.13 with venv, git and make; `make install` puts everything else into .venv.

PYTHON ?= python3
BIN := .venv/bin
# The stamp is older than what it was made from exactly when something has to be installed.
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo up test cover fuzz audit sbom fresh check format docs bench lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

install: $(STAMP) ## everything into .venv, by the hashes of requirements.lock

$(STAMP): requirements.lock pyproject.toml tools/install tools/uv.lock
	@PYTHON="$(PYTHON)" tools/install
	@touch $@

demo: install ## the whole chain in Airflow against the sandbox web; ends by itself
	$(BIN)/repostwatch demo

up: install ## the demo's services, until Ctrl-C
	$(BIN)/repostwatch up

test: install ## every test, on two cores
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

cover: install ## every test, measured; fails below the floor of coverage in pyproject.toml
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=

fuzz: install ## 20,000 hostile portals beside an innocent one: an hour or so (see docs/security.md)
	$(BIN)/python -m tests.fuzz --cases 20000

audit: install ## what is known against the packages of the lock; asks the advisory service
	tools/audit

sbom: install ## the packages of the lock as var/sbom.json (CycloneDX); asks nobody
	tools/audit sbom

fresh: ## both commands in clean Debian roots, as a new user runs them (see docs/operations.md)
	$(PYTHON) tools/fresh

check: install ## lint, form, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## put the code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install ## the site of docs/ as var/site/index.html; needs no network
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --clean --quiet

bench: install ## accuracy and speed tables (see docs/)
	$(BIN)/python benchmarks/matching.py accuracy
	$(BIN)/python benchmarks/matching.py speed
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/searching.py
	$(BIN)/python benchmarks/judging.py
	$(BIN)/python benchmarks/undecided.py
	$(BIN)/python benchmarks/discovery.py
	$(BIN)/python benchmarks/crawl.py bombs
	$(BIN)/python benchmarks/crawl.py curve

PIN := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet $(UPGRADE)

lock: ## pin what is not pinned yet, with hashes and without addresses; UPGRADE=--upgrade: all anew
	$(PIN) pyproject.toml --extra dev --extra docs --extra celery --extra s3 --output-file requirements.lock
	echo uv | $(PIN) - --output-file tools/uv.lock
	printf 'pip-audit\ncyclonedx-bom\n' | $(PIN) - --output-file tools/audit.lock

clean: ## remove what was installed and what runs left behind
	rm -rf .venv var .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
