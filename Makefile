# Needs Python 3.11, git and make; everything else is installed into .venv by `make install`.

PYTHON ?= python3
BIN := .venv/bin
# The stamp is older than what it was made from exactly when something has to be installed.
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo up test check format bench lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

install: $(STAMP) ## everything into .venv, by the hashes of requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## the whole chain in Airflow against the sandbox web; ends by itself
	$(BIN)/repostwatch demo

up: install ## the demo's services, until Ctrl-C
	$(BIN)/repostwatch up

test: install ## every test, on two cores
	$(BIN)/pytest -n 2 --dist loadfile

check: install ## lint, form, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## put the code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install ## accuracy and speed tables (see docs/)
	$(BIN)/python benchmarks/matching.py accuracy
	$(BIN)/python benchmarks/matching.py speed
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/searching.py
	$(BIN)/python benchmarks/judging.py
	$(BIN)/python benchmarks/undecided.py
	$(BIN)/python benchmarks/crawl.py bombs
	$(BIN)/python benchmarks/crawl.py curve

lock: ## pin the dependencies anew, with hashes and without addresses
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --quiet --output-file requirements.lock

clean: ## remove what was installed and what runs left behind
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
