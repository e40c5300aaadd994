# Everything runs from a virtual environment in .venv, built from hashed lock files.
# A machine needs only make and Python 3.11, 3.12 or 3.13.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
FUZZ   := .venv-fuzz
ROOMS  := engine workflows store audit_log api app migrations
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WORKERS ?= 2

# The first of these that is new enough; `make setup PYTHON=...` names another.
PYTHON ?= python3 python3.13 python3.12 python3.11 python
FOUND   = $(shell for name in $(PYTHON); do \
	"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 \
	&& { command -v "$$name"; break; }; done)

define NO_PYTHON

Mingjian needs Python 3.11, 3.12 or 3.13; tried: $(PYTHON)
Install one, or name it: make setup PYTHON=/path/to/python3.12

endef

# Debian and Ubuntu keep half of Python's venv module in a package of its own.
define NO_VENV

$(FOUND) can't make a virtual environment: its venv or ensurepip module is missing.
On Debian and Ubuntu: apt-get install python3-venv

endef
export NO_VENV

# Its contents come from the comments behind the targets.
.PHONY: help
help: ## show this page
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' \
		| while IFS='|' read -r target text; do printf '%-22s %s\n' "$$target" "$$text"; done

.PHONY: setup
setup: $(STAMP) ## build .venv from the lock files (again only when they change)

$(STAMP): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages into $(VENV) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

# The folder is made only once it is sure that it will work, so that a failed try leaves nothing to clean up.
$(BIN)/python:
	$(if $(FOUND),,$(error $(NO_PYTHON)))
	@"$(FOUND)" -c 'import ensurepip, venv' || { echo "$$NO_VENV" >&2; exit 1; }
	@"$(FOUND)" -m venv --clear $(VENV)

.PHONY: check
check: setup ## lint, formatting, strict types, and which room may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(ROOMS) tests $(wildcard bench)
	$(BIN)/lint-imports

.PHONY: test
test: setup ## the test suite over SQLite and PostgreSQL, without the slow proofs
	$(BIN)/pytest -n $(WORKERS) -m "not slow"

.PHONY: coverage-of-law
coverage-of-law: setup ## write docs/law/coverage.md: what carries each rule, and which tests prove it
	$(BIN)/python -m tests.law

.PHONY: proof
proof: setup ## the slow proofs: volume, kill -9, many officers at once
	$(BIN)/pytest -m slow

.PHONY: bench
bench: setup ## measure speed as ratios, beside hand-written transactions
	$(BIN)/python -m bench

.PHONY: demo
demo: setup ## a prefecture with some hundred clues, and a server to look at them
	$(BIN)/mingjian demo

.PHONY: fuzz
fuzz: setup $(FUZZ)/.installed ## send generated requests to the API (own environment)
	$(BIN)/python -m tests.fuzz $(FUZZ)/bin/schemathesis

$(FUZZ)/.installed: requirements/fuzz.txt $(STAMP)
	@$(BIN)/python -m venv --clear $(FUZZ)
	@$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@touch $@

.PHONY: locks
locks: ## resolve requirements/*.in anew (needs uv)
	cd requirements && for name in runtime dev fuzz; do \
		uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
			$$([ $$name = dev ] && echo "--constraint runtime.txt") "$$name.in" --output-file "$$name.txt"; done

.PHONY: clean
clean: ## remove what the other targets made
	rm -rf $(VENV) $(FUZZ) build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find $(ROOMS) tests -name __pycache__ -type d -prune -exec rm -rf {} +
