# zeilentreu: was man tippt. Alles Weitere steht in pipeline/.
PYTHON  ?= python3
SOURCES ?=
OUT     ?= dist

SETUP = @command -v "$(PYTHON)" >/dev/null || { echo "zeilentreu braucht Python 3.11 oder neuer; „$(PYTHON)“ gibt es hier nicht." >&2; exit 4; }; \
        "$(PYTHON)" -I pipeline/bootstrap.py
RUN   = @.venv/bin/python -m

.PHONY: build check test test-fast coverage mutants newcomer hear fuzz conformance bench lint format golden map pictures lock tools clean distclean help
.NOTPARALLEL:

# Tests start the program a hundred times, and collecting them takes half the time once they are compiled.
export PYTHONDONTWRITEBYTECODE =

build: ## alle Ausgaben bauen (make SOURCES=text.md OUT=ordner)
	$(SETUP)
	$(RUN) pipeline build $(SOURCES) --out "$(OUT)"

check: ## die fertigen Ausgaben am Ausgangstext prüfen
	$(SETUP) --dev
	$(RUN) pipeline check "$(OUT)" --source $(or $(SOURCES),seeds)

test: ## die Tests
	$(SETUP) --dev
	$(RUN) pytest -n auto --dist worksteal

FAST = -m "not program and not slow"

test-fast: ## die Tests ohne Browser, Java und andere Programme, für jedes Speichern
	$(SETUP) --dev
	$(RUN) pytest -n auto --dist worksteal -q $(FAST)

coverage: ## welche Zeilen und Zweige von pipeline/ test-fast erreicht
	$(SETUP) --dev
	$(RUN) pytest -n auto --dist worksteal -q $(FAST) --cov --cov-report=term:skip-covered

mutants: ## ob Tests es merken, wenn im Code etwas falsch ist (ONLY=numbering SAMPLE=20)
	$(SETUP) --dev
	$(RUN) tests.mutants

hear: ## was der Screenreader Orca von den Webseiten in dist vorliest (OUT=ordner)
	$(SETUP) --dev
	$(RUN) pipeline.checks.orca "$(OUT)"

fuzz: ## beschädigte Eingaben für einen Leser, zehn Minuten (ONLY=docx; braucht Atheris)
	$(SETUP) --dev
	@.venv/bin/python -c "import atheris" 2>/dev/null || { echo "Atheris fehlt. Einrichten: .venv/bin/pip install atheris" >&2; exit 4; }
	$(RUN) tests.fuzz

conformance: ## die kleinen Dateien in tests/conformance, und was Programme hier aus ihnen lesen (docs/lesbarkeit.html)
	$(SETUP) --dev
	@PYTHONPATH=tests .venv/bin/python -m conformance

newcomer: ## die zwei Befehle auf nackten Systemen (Debian 12 und 13; braucht root und debootstrap)
	@tests/newcomer.sh

bench: ## Geschwindigkeit als Verhältnis, etwa zu pandoc, wenn es da ist
	$(SETUP) --dev
	$(RUN) tests.benchmarks.epub
	$(RUN) tests.benchmarks.linear

lint: ## Stil und Typen
	$(SETUP) --dev
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

format: ## den Code ordnen
	$(SETUP) --dev
	$(RUN) ruff format .

golden: ## die Vergleichsdateien neu schreiben; danach den Unterschied ansehen
	$(SETUP) --dev
	$(RUN) pytest -q --update-golden

map: ## das Bild des Hauses neu zeichnen (docs/architecture.svg)
	@"$(PYTHON)" tests/architecture_map.py

pictures: ## die Bilder der README neu machen, nach make (braucht Chromium, LibreOffice und pdftoppm)
	$(SETUP) --dev
	$(RUN) tests.readme_pictures

COMPILE = @echo hatchling==1.28.0 | uv pip compile --universal --python-version 3.11 --generate-hashes \
          --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml -

lock: ## die Pakete neu festlegen (braucht uv)
	$(COMPILE) -q -o requirements.lock
	$(COMPILE) -q -o requirements-dev.lock --extra dev -c requirements.lock

# Of Thorium's navigator two files are enough; as a package it would bring 400 others.
THORIUM = r2-navigator-js@1.23.0
THORIUM_DIGEST = sha512-ZLNV4lPhMrrwGsJQtEGrU1HA2LwSp8CN1BlbDcO2xm+jhPu4aSLTGOtF1vWM1Hivhutx7s2x09zekt0fgeww4g==
THORIUM_FILES = LICENSE package.json dist/es8-es2017/src/electron/renderer/common/dom-text-utils.js dist/es8-es2017/src/electron/common/styles.js

tools: ## Ace, axe und Leseprogramme in .ci/node_modules einrichten (braucht Node.js 20 und npm)
	@command -v npm >/dev/null || { echo "npm fehlt. Einrichten: apt install nodejs npm chromium" >&2; exit 4; }
	@PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 npm ci --prefix .ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@mkdir -p .ci/node_modules/r2-navigator-js
	@cd .ci/node_modules/r2-navigator-js && npm pack --json --silent $(THORIUM) | grep -qF '"$(THORIUM_DIGEST)"' && \
	    tar -xzf r2-navigator-js-*.tgz --strip-components 1 $(addprefix package/,$(THORIUM_FILES)) && rm r2-navigator-js-*.tgz

clean: ## dist löschen
	@rm -rf dist

distclean: clean ## auch die Umgebung und alle Zwischenspeicher
	@rm -rf .venv .ci/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

help: ## diese Liste
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 12
