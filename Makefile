# kg on a machine that has only Python 3.11 or newer (with venv) and make:
#   make demo    set up .venv, build the graph of seeds/articles into out/, ask it a question
#   make test    set up .venv, run all checks and tests
#   make lock    resolve the dependencies anew, after a change in pyproject.toml
# Nothing needs to be activated. PYTHON=/path/to/python3 make demo takes another interpreter.

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
VENV = .venv
BIN = $(VENV)/bin
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check
COMPILE = $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-config --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --quiet

demo: $(VENV)/run.stamp
	$(BIN)/kg build seeds/articles -o out
	@echo
	$(BIN)/kg query out/graph.ttl who-hired-from --company Meta --previous OpenAI
	@echo
	@echo "The picture is in out/graph.html; open it in a browser. More questions: $(BIN)/kg queries"
	@echo "As a web site with a SPARQL endpoint: $(BIN)/kg serve out"

test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# The stamps tell which lock is installed; a run that was cut off leaves none.
$(VENV)/run.stamp: $(BIN)/python requirements.lock pyproject.toml
	@echo "Installing into $(VENV); the first time this takes a few minutes."
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.lock
	$(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

$(BIN)/python:
	@for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "$$python has no venv; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	  echo "$$python -m venv $(VENV)"; exec "$$python" -m venv --clear $(VENV); \
	done; \
	echo "No Python 3.11 or newer among: $(PYTHON). Name one: PYTHON=/path/to/python3 make" >&2; exit 1

lock: $(BIN)/python
	$(INSTALL) uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra test --constraint requirements.lock --output-file requirements-test.lock
	@rm -f $(VENV)/*.stamp

clean:
	rm -rf $(VENV) out dist

.PHONY: demo test lock clean
