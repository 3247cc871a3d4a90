# Everything the project does, from Python 3.11 and make alone. `make run` is the one to begin with.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
export NO_UPDATE_NOTIFIER := 1
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# Each stamp lies in the folder that it vouches for: who deletes the folder has it made again.
TOOLS := .tools/.stamp
PYTHON := .venv/.stamp
NODE := frontend/node_modules/.stamp
DIST := frontend/dist/index.html
UV := .tools/bin/uv
# Locking asks the public index, whatever mirror this machine is set up with: a mirror's name must not get into the file.
PUBLIC_INDEX := UV_NO_CONFIG=1 UV_DEFAULT_INDEX=https://pypi.org/simple
PHONE := $(shell find frontend -name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null)
FIGURES := $(shell find exercises -name '*.py' -o -name '*.yaml')
OPENAPI := python manage.py spectacular --format openapi-json --validate --fail-on-warn --file
TYPES := node_modules/.bin/openapi-typescript

.PHONY: help setup lock build run test long prove chaos check fix schema screens icons figures browser

help: ## what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(PYTHON) $(NODE) ## install everything into .tools, .venv and frontend/node_modules

$(TOOLS):
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==0.13.8
	@touch $@

$(PYTHON): uv.lock $(TOOLS)
	$(UV) sync --quiet --frozen
	@touch $@

# Node comes from its wheel. Order only: a changed Python package is no reason to install the phone's again.
$(NODE): frontend/package-lock.json | $(PYTHON)
	cd frontend && npm ci --no-progress
	@touch $@

lock: $(TOOLS) ## write uv.lock after a change of pyproject.toml
	$(PUBLIC_INDEX) $(UV) lock

build: $(DIST) ## build the phone app into frontend/dist

$(DIST): $(PHONE) $(FIGURES) $(NODE)
	cd frontend && npm run build
	python -m exercises.figures
	python -m whitenoise.compress --quiet frontend/dist

run: setup build ## start everything with demo people; HOST=0.0.0.0 opens it to your network
	@exec python manage.py up

test: setup build browser ## all tests but the long ones
	cd frontend && npm test
	python -m pytest -n 2

long: setup build browser ## the long tests
	python -m pytest -n 2 -m long --timeout 3600

prove: setup ## the whole safety proof, with counts for each invariant; takes up to 20 minutes
	@python -m tests.oracle.prove

TRIALS ?= 1000
SEED ?= 1
chaos: setup ## phones, nets and servers that go wrong in TRIALS=1000 ways from SEED=1 on; ends with the count
	CHAOS_TRIALS=$(TRIALS) CHAOS_SEED=$(SEED) python -m pytest -n 2 --dist worksteal tests/chaos

# A Chromium for the tests that look at pages.
browser: setup
	@python -m tests.chromium

check: setup ## everything that is true of the files without running the app
	ruff format --check .
	ruff check .
	mypy .
	lint-imports
	python -m pytest -q tests/guards/test_locks.py
	check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	compose-lint check --quiet docker-compose.yml
	hadolint Dockerfile
	python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	SECRET_KEY=$$(python -c 'import secrets; print(secrets.token_urlsafe(48))') python manage.py check --deploy --fail-level WARNING
	@mkdir -p -m 700 .run
	$(OPENAPI) .run/openapi.json
	diff frontend/openapi.json .run/openapi.json || { echo 'frontend/openapi.json is stale: make schema'; exit 1; }
	cd frontend && $(TYPES) openapi.json --output ../.run/schema.ts
	diff frontend/src/api/schema.ts .run/schema.ts || { echo 'frontend/src/api/schema.ts is stale: make schema'; exit 1; }
	cd frontend && npm run lint && npm run check

fix: setup ## format, and mend what a tool can mend
	ruff check --fix --exit-zero .
	ruff format .
	cd frontend && npm run format

schema: setup ## write the OpenAPI document and the TypeScript types
	$(OPENAPI) frontend/openapi.json
	cd frontend && $(TYPES) openapi.json --output src/api/schema.ts

screens: setup build browser ## take a picture of every screen, light and dark, into docs/screens
	python -m pytest -m screens tests/e2e

icons: setup browser ## draw the app's icons from frontend/public/icon.svg
	python -m tests.icons

figures: setup browser ## draw every exercise, family by family, into docs/figures
	python -m tests.sheets
