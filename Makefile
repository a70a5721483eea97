# Everything there is to do here, from a fresh clone on. Each command first sets up what it needs, once.

VENV ?= .venv
BIN := "$(VENV)/bin"
OUTPUTS := reports/out build dist htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

export VENV
unexport PYTHONHOME PYTHONPATH

# Without UTF-8, Python before 3.13 cannot find the project in a folder with letters beyond ASCII.
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := C.UTF-8
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help report test lint bench pins clean runtime-environment test-environment

help:    ## Show these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s%s\n", $$1, $$2 }' Makefile

report: runtime-environment    ## Write the cooperation report of Piedmont to reports/out/cooperation.html
	$(BIN)/clusternet report cooperation datasets/piemonte --recipe reports/cooperation.toml

test: lint    ## Check everything: style, types, import contracts, every test
	sh scripts/browser.sh $(BIN)/pytest

lint: test-environment    ## Check style, types and import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: test-environment    ## Measure speed and quality beside other libraries and write docs/*benchmark*.md
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group bench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.identity

pins:    ## Choose the newest versions of all packages anew and write them to constraints.txt
	sh scripts/pins.sh

clean:    ## Remove the environment and everything that was written
	@sh scripts/environment.sh clean
	rm -rf $(OUTPUTS)

runtime-environment:
	@sh scripts/environment.sh runtime

test-environment:
	@sh scripts/environment.sh test

# Tests see the same terminal everywhere, and idle threads that wait leave both cores to the working ones.
test lint: export NO_COLOR := 1
test lint: export TERM := dumb
test lint: export COLUMNS := 100
test lint: export OMP_WAIT_POLICY := passive
