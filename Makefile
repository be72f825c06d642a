# make demo | test | check | bench | docs | i18n | termbase | lock: each installs what it needs into .venv
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
RUN_STAMP := $(VENV)/.run
DEV_STAMP := $(VENV)/.dev
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check bench docs i18n termbase lock clean

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml requirements.lock | $(VENV)/bin/pip
	$(BIN)/pip install --quiet -r requirements.lock
	$(BIN)/pip install --quiet --no-deps -e .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	$(BIN)/pip install --quiet -r requirements-dev.lock
	@touch $@

demo: $(RUN_STAMP)
	@$(BIN)/pressloc translate examples/release.kk.txt --to ru --to en --out out/demo --force --show

test: $(DEV_STAMP)
	$(BIN)/python -m pytest -q

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python locales/catalogs.py --check

bench: $(DEV_STAMP)
	$(BIN)/python benchmarks/bench_start.py
	$(BIN)/python benchmarks/bench_memory.py
	$(BIN)/python benchmarks/bench_review.py
	$(BIN)/python benchmarks/mt_speed.py --sentences 32 --rounds 2
	$(BIN)/python benchmarks/terms_recognise.py
	$(BIN)/python benchmarks/terms_verify.py
	$(BIN)/python benchmarks/segmentation.py tests/text/segmentation
	@test -d $(SHARED) || echo "$(SHARED) is not there: the benchmarks on its evaluation sets are left out"
	if test -d $(SHARED); then set -e; \
	  $(BIN)/python benchmarks/segmentation.py $(SHARED)/eval; \
	  $(BIN)/python benchmarks/langid.py $(SHARED)/eval/langid.tsv; \
	  $(BIN)/python benchmarks/morphology.py kk $(SHARED)/eval; \
	  $(BIN)/python benchmarks/morphology.py ru $(SHARED)/eval; \
	  $(BIN)/python benchmarks/checks.py $(SHARED)/corpus/authored_*.tsv; \
	  $(BIN)/python benchmarks/mt_gate.py $(SHARED)/eval; \
	  $(BIN)/python benchmarks/terms_enforce.py --file $(SHARED)/eval/indomain_dev.tsv; \
	  $(BIN)/python benchmarks/mt_pipeline.py --file $(SHARED)/eval/indomain_dev.tsv; \
	  $(BIN)/python benchmarks/starter.py $(SHARED)/eval/indomain_dev.tsv; fi

docs: $(DEV_STAMP)
	$(BIN)/python docs/make_reference.py

i18n: $(DEV_STAMP)
	$(BIN)/python locales/catalogs.py

# run after changing glossary/ or the morphology: what ships compiled must fit them
termbase: $(DEV_STAMP)
	$(BIN)/python -m pressloc.terms.shipped src/pressloc/data/terms/compiled

# run after changing dependencies in pyproject.toml, with a fresh virtual environment
lock:
	rm -rf .lock-venv && $(PYTHON) -m venv .lock-venv
	.lock-venv/bin/pip install --quiet '.[serve]'
	.lock-venv/bin/pip freeze --exclude pressloc > requirements.lock
	.lock-venv/bin/pip install --quiet 'torch==2.13.0'
	.lock-venv/bin/pip install --quiet '.[torch,postgres,serve,dev]'
	.lock-venv/bin/pip freeze --exclude pressloc > requirements-dev.lock
	rm -rf .lock-venv

clean:
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache
