# Two commands do everything on a fresh machine: `make demo` and `make test`.

# The first Python that runs and is new enough; say another with: make PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
READY := .venv/.ready
DAY := 2025-03-08
BENCHES := $(sort $(patsubst bench/bench_%.py,bench-%,$(wildcard bench/bench_*.py)))

.PHONY: setup assets setup-browser setup-ftm setup-fuzz fuzz screenshots demo test check soak lint lock bench $(BENCHES) docs clean

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "onrecord needs Python 3.11 or newer, and none was found. Say which: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(MAKE) --no-print-directory assets || true
	@touch $@

# What the desk's pages load, by npm's lock file; Node comes from a wheel where the machine has none.
assets:
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r assets/requirements-node.txt
	@$(BIN)/python hatch_build.py

# The browser for the desk's stories (Debian and its kin).
setup-browser:
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }

# The library of the format ftm, which checks it in the tests; it compiles against ICU (Debian: libicu-dev, pkg-config, g++).
setup-ftm: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ftm.txt

# What `make fuzz` needs: a coverage-guided fuzzer, which only Linux has a wheel of.
setup-fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.txt

demo: $(READY)
	@$(BIN)/onrecord read examples --db demo/onrecord.db
	@$(BIN)/onrecord brief $(DAY) --db demo/onrecord.db --format html --out demo/brief.html
	@$(BIN)/onrecord brief $(DAY) --db demo/onrecord.db --format pdf --out demo/brief.pdf
	@$(BIN)/onrecord brief $(DAY) --db demo/onrecord.db
	@echo
	@echo "The record is demo/onrecord.db, this brief as a page demo/brief.html and as a PDF demo/brief.pdf. What to run next:"
	@echo "  $(BIN)/onrecord extract examples/*.txt --format text      each report with its claims beside it"
	@echo "  $(BIN)/onrecord brief 2025-03-09 --db demo/onrecord.db    the brief of the next day"
	@echo "  $(BIN)/onrecord publish demo/site --db demo/onrecord.db   all of it as plain pages"
	@echo "  sqlite3 demo/onrecord.db 'select * from v_claims'         the record in any SQLite browser"

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: lint test

# 200 kills, and memory over 20,000 reports; fewer with: make soak KILLS=20 REPORTS=2000
soak: $(READY)
	ONRECORD_KILLS=$(or $(KILLS),200) $(BIN)/python -m pytest tests/store/test_crash.py
	$(BIN)/python -m bench.soak $(REPORTS)

# Each reader of files against altered files, FUZZ_SECONDS each (default 600); all of them: some three hours.
fuzz: setup-fuzz
	$(BIN)/python -m tests.fuzz

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check README.md docs/*.md docs/decisions/*.md docs/guide/*.md

docs: $(READY)
	$(BIN)/cog -r README.md docs/*.md docs/decisions/*.md docs/guide/*.md

# Each page of the desk at three widths, light and dark, into build/screenshots; README's picture into docs/desk.png.
screenshots: $(READY)
	$(BIN)/python -m bench.screenshots

bench: $(BENCHES)

$(BENCHES): bench-%: $(READY)
	$(BIN)/python -m bench $* --peers

lock:
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --extra dev pyproject.toml --output-file requirements.txt
	echo "followthemoney>=4" | .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate -c requirements.txt - --output-file requirements-ftm.txt
	echo "atheris>=3,<3.1" | .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate - --output-file requirements-fuzz.txt
	rm -rf .venv-lock

clean:
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .pytest_cache
