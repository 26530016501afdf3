# Première Écoute. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run demo chat install install-dev test lint soak bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*?## "} {printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; try: make PYTHON=python3.12 install"; exit 2; }
	@echo "Installing Première Écoute into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing the development tools into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.runtime ## make the environment alone (.venv)

install-dev: $(VENV)/.dev ## the same, with what the tests need

run: install ## start the product (both bots with tokens, else the terminal front door)
	@$(BIN)/premiere-ecoute run

demo: install ## play one newcomer's story from the first word to the animator's alert
	@$(BIN)/premiere-ecoute demo

lint: install-dev ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## everything: lint, then the tests
	$(BIN)/python -m pytest -n 2 --dist worksteal

soak: install-dev ## the slow runs: long walks, many kills, properties over all of what they name
	$(BIN)/python -m pytest -n 2 -m soak --override-ini addopts=-q
	PROPERTY_SHARE=1 $(BIN)/python -m pytest -n 2 --dist worksteal

bench: install-dev ## print the figures of benchmarks/
	@for script in benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done

lock: install-dev ## make both lock files anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml requirements-build.in -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the environment and the embedded database
	rm -rf $(VENV) var
