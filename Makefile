# `make` lists what there is. Set PYTHON to choose an interpreter, 3.11 or newer.
PYTHON ?= python3
DEST ?= demo
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-system drills benchmark house check format lock manifests names transcripts

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.installed ## Render the default service into demo/ (or DEST=...), install and serve it
	@# Without exec, what ends make would end a shell, and leave the service running.
	@exec $(BIN)/python scripts/demo.py "$(DEST)"

test: .venv/.installed ## Check all variants, and run the tests of six that have every pair of answers
	$(BIN)/pytest -n auto -m "not system and not rest"

test-all: .venv/.installed ## Run every test that needs nothing else, in all variants and on every Python found
	$(BIN)/pytest -n auto -m "not system"

test-system: .venv/.installed ## Run a rendered service in a browser, in a container and behind proxies, all Debian's
	$(BIN)/pytest -m system tests/system

drills: .venv/.installed ## Remove guards of a rendered service, one at a time, and see its tests fail; options in ARGS
	@exec $(BIN)/python -m tests.drilling $(ARGS)

benchmark: .venv/.installed .benchmark/venv/.installed ## Measure the service beside reference apps, in ten minutes; options in ARGS
	@exec $(BIN)/python scripts/benchmark.py $(ARGS)

house: .venv/.installed ## Measure what an owner receives: lines, modules, functions of a request
	@exec $(BIN)/python scripts/house.py

check: .venv/.installed ## Format, lint, types and the quick tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto -m "not slow and not system"

format: .venv/.installed ## Format the code, and let ruff fix what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

manifests: .venv/.installed ## Accept the current list of files of each variant
	$(BIN)/python -m tests.manifests

names: .venv/.installed ## Refuse packages called like what is installed in PROJECTS
	$(BIN)/python -m tests.taken $(PROJECTS)

transcripts: .venv/.installed ## Accept the current answers of each backend
	$(BIN)/python -m tests.contract.comparison

lock: .venv/.installed ## Upgrade requirements.lock to the newest versions that fit
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header \
		--group dev --output-file requirements.lock

.venv/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

.benchmark/venv/.installed: benchmarks/requirements.txt
	$(PYTHON) -m venv .benchmark/venv
	.benchmark/venv/bin/python -m pip install --quiet --requirement $<
	@touch $@
