# Helhedskort. `make` alone prints this list.
PYTHON ?= python3
PORT   ?= 8000
HOST   ?= 127.0.0.1
VENV   := .venv
STORE  ?= $(if $(HELHEDSKORT_STORE),$(HELHEDSKORT_STORE),store)
PIP     = $(PY) -m pip --quiet --disable-pip-version-check install
ifeq ($(OS),Windows_NT)
PY     := $(VENV)/Scripts/python.exe
else
PY     := $(VENV)/bin/python
endif

.DEFAULT_GOAL := help
.PHONY: help run build test test-full lint format bench wheel lock catalogue generalise screenshots clean

help:            ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run ## make the environment, build the default snapshot if there is none, and serve it
	@test -f "$(STORE)/current" || $(PY) -m etl build --store "$(STORE)"
	$(PY) -m webmap --store "$(STORE)" --host $(HOST) --port $(PORT)

build: $(VENV)/run ## build the default snapshot anew
	$(PY) -m etl build --store "$(STORE)"

test: lint       ## lint, types, import contracts, then every test that fits in minutes
	$(PY) -m pytest -m "not full" -n 3 --dist loadfile --no-loadscope-reorder

test-full: lint  ## the long campaigns too
	$(PY) -m pytest

lint: $(VENV)/test ## ruff, mypy and the contracts of the house
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(dir $(PY))lint-imports --no-cache

format: $(VENV)/test ## let ruff lay out the code
	$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

bench: $(VENV)/test ## speed and memory, each as a ratio against a peer in the same run
	$(PY) -m benchmarks

wheel: $(VENV)/test ## dist/helhedskort-*.whl
	$(PY) -m pip --quiet wheel --no-deps --no-build-isolation --wheel-dir dist .

generalise: $(VENV)/run ## recompute geodata/data from the official layers: make generalise GEODATA=folder STATISTICS=folder
	$(PY) -m etl generalise --geodata "$(GEODATA)" $(if $(STATISTICS),--statistics "$(STATISTICS)")

catalogue: $(VENV)/run ## gather the Danish sentences into webmap/translations/en.po, for a person to translate
	$(PY) -m webmap.translations.gather

screenshots: $(VENV)/test ## redraw the pictures in docs/
	$(PY) -m tests.e2e.screenshots docs/pictures

lock:            ## resolve the dependencies anew for Python 3.11-3.13 on every platform, with hashes
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip --quiet install uv
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements/run.txt
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" --extra test -c requirements/run.txt pyproject.toml -o requirements/test.txt
	rm -rf $(VENV)-lock

clean:           ## remove what make made; a store is data and stays
	rm -rf $(VENV) $(VENV)-lock dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find etl geodata webmap tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements/run.txt | $(PY)
	$(PIP) --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/test: requirements/test.txt | $(PY)
	$(PIP) --require-hashes -r requirements/test.txt
	@touch $@ $(VENV)/run
