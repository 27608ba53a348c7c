# One runner for everything. `make help` lists what it does; each recipe builds .venv first where it is missing or old.
.DEFAULT_GOAL := help
.PHONY: help setup screening demo test check fix golden bench pack lock \
        format lint types layers docs languages tracked
BIN := .venv/bin
LOCKS := requirements.lock requirements-uv.lock pyproject.toml tools/setup.sh

help:      ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: .venv/.development  ## builds .venv with everything needed to work on the project
	@:

screening: .venv/.screening  ## adds the second engine of screening, logic-v2; compiles pyicu, about a minute
	@:

demo: .venv/.run-time  ## a real case from triage to decision record, into out/demo
	@$(BIN)/vetting demo

test: .venv/.screening  ## installs what the tests need, then runs them all
	@tools/test_packages.sh
	@$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=json:.coverage.json --cov-report=
	@$(BIN)/python tools/coverage_gates.py .coverage.json

check: format lint types layers docs languages tracked  ## format, lint, types, layers, docs, languages, files

fix: .venv/.development  ## mends format, lint and generated docs where a tool can
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python -m tools.reference

golden: .venv/.development  ## writes the expected files anew; then read the diff
	@GOLDEN=write $(BIN)/pytest -q -p no:randomly tests
	@git --no-pager diff --stat -- tests

bench: .venv/.development  ## measures what has a target
	@$(BIN)/python -m tests.bench

pack: .venv/.run-time  ## loads the pack NAME=un-default and runs its examples
	@$(BIN)/vetting pack check $(or $(NAME),un-default)

lock: .venv/.development  ## writes the lock files anew; new releases wait a week
	@tools/lock.sh

format: .venv/.development
	@$(BIN)/ruff format --check --quiet . || { echo "make fix formats these."; $(BIN)/ruff format --check .; }
lint: .venv/.development
	@$(BIN)/ruff check --quiet .
types: .venv/.development
	@$(BIN)/mypy
layers: .venv/.development
	@$(BIN)/lint-imports --no-logo
docs: .venv/.development
	@$(BIN)/python -m tools.reference --check
languages: .venv/.development
	@$(BIN)/python -m tools.languages
tracked: .venv/.development
	@$(BIN)/python tools/tracked_files.py

.venv/.run-time: $(LOCKS)
	@tools/setup.sh run-time
.venv/.development: requirements-dev.lock $(LOCKS)
	@tools/setup.sh development
.venv/.screening: requirements-screening.lock .venv/.development
	@tools/test_packages.sh debian-packages-screening.txt
	@tools/setup.sh screening
