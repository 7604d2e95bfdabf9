# huibao: `make` lists the targets.
#
# Tools and downloads are kept in $(HUIBAO_CACHE), outside the clone, so that a second clone starts warm; cargo keeps its
# own folder (CARGO_TARGET_DIR is honoured).

HUIBAO_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/huibao
export HUIBAO_CACHE

# The command must be of the same version as the crate (Cargo.toml).
WASM_BINDGEN := 0.2.130
WASM_PACK := 0.15.1
TOOLS := $(HUIBAO_CACHE)/tools/wasm-bindgen-$(WASM_BINDGEN)-wasm-pack-$(WASM_PACK)
# The native command, as the tests build it.
HUIBAO = $(or $(CARGO_TARGET_DIR),target)/debug/huibao
PORT ?= 8017

WASM_SOURCES := $(shell find src templates stubs -type f) Cargo.toml Cargo.lock
PAGE_SOURCES := $(shell find www -type f -not -path '*/node_modules/*' -not -path 'www/dist/*') $(wildcard tests/data/*.json)

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

.PHONY: serve
serve: build/page.stamp ## build what is missing and serve the page on localhost (PORT=8017)
	cd www && node server.mjs dist/page --port $(PORT)

.PHONY: page
page: build/page.stamp ## build the npm package and the page: www/dist

.PHONY: test
test: lint test-native docx-check test-web ## everything: format, lints, native tests, wasm, browser

.PHONY: lint
lint: ## format and lints, warnings denied
	cargo fmt --check
	cd benches/floor && cargo fmt --check
	cargo clippy --locked --all-targets --features facade -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --quiet --no-deps --features facade

.PHONY: test-native
test-native: fonts ## unit, snapshot, page and documentation tests
	cargo test --locked --features facade

# An independent checker of 公文 reads a speech and a bulletin with a red head.
.PHONY: docx-check
docx-check: native-pdf build/docx-venv/requirements.txt ## Word documents, by an independent checker
	$(HUIBAO) render tests/data/shangqiu-observation.json -o build/speech.docx
	$(HUIBAO) render tests/data/issued.md --data tests/data/safety-inspection.json -o build/issued.docx
	build/docx-venv/bin/python tests/docx/check.py build/speech.docx build/issued.docx

build/docx-venv/requirements.txt: tests/docx/requirements.txt
	rm -rf build/docx-venv
	mkdir -p build
	python3 -m venv build/docx-venv
	build/docx-venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	cp $< $@

.PHONY: test-web
test-web: build/page.stamp native-pdf ## types and browser tests (Chromium)
	cd www && npm run --silent check
	node --test benches/lib/tables.test.mjs
	cd www && HUIBAO_NATIVE_PDF=$(CURDIR)/build/native.pdf \
		HUIBAO_NATIVE_FEATURES_PDF=$(CURDIR)/build/native-features.pdf \
		HUIBAO_NATIVE_READING_PDF=$(CURDIR)/build/native-reading.pdf \
		HUIBAO_NATIVE_BULLETIN_PDF=$(CURDIR)/build/native-bulletin.pdf \
		HUIBAO_NATIVE_FACES_PDF=$(CURDIR)/build/native-faces.pdf HUIBAO_FACE=$(CURDIR)/build/own-face.ttf \
		HUIBAO_WORKBOOK=$(CURDIR)/build/shangqiu.xlsx npm run --silent test

.PHONY: native-pdf
native-pdf: fonts
	mkdir -p build
	cargo build --locked --quiet --features facade --bin huibao
	$(HUIBAO) render tests/data/shangqiu-observation.json -o build/native.pdf
	$(HUIBAO) render tests/data/layout-features.md --data tests/data/layout-features.json -o build/native-features.pdf
	$(HUIBAO) render tests/data/shangqiu-observation.json --layout reading --spoken -o build/native-reading.pdf
	$(HUIBAO) render tests/data/safety-quarter.json --genre ranking_bulletin --sources -o build/native-bulletin.pdf
	# A face as an office would bring it: one that the recipe has downloaded, and that no role of ours uses whole.
	dpkg-deb --fsys-tarfile $(HUIBAO_CACHE)/fonts-lxgw-wenkai_*.deb | \
		tar -xO ./usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKaiMono-Regular.ttf >build/own-face.ttf
	$(HUIBAO) render tests/data/shangqiu-observation.json --face body=build/own-face.ttf --face folio=build/own-face.ttf \
		-o build/native-faces.pdf
	$(HUIBAO) workbook --from tests/data/shangqiu-observation.json -o build/shangqiu.xlsx

# What is checked in and generated. Tests say which of these is to be run.

.PHONY: schema
schema: ## write schema/huibao.schema.json anew from the types, and the TypeScript types from it
	UPDATE_SCHEMA=1 cargo test --locked --quiet --no-default-features --lib the_checked_in_schema
	$(MAKE) --no-print-directory types

.PHONY: types
types: www/node_modules/.package-lock.json ## write www/src/model.ts anew from the schema
	cd www && npm run --silent types

.PHONY: docs
docs: ## write docs/rules.md and docs/instruments.md anew
	UPDATE_DOCS=1 cargo test --locked --quiet --no-default-features --lib the_documentation_is_that_of

.PHONY: fonts
fonts: fonts/dist/manifest.json ## build the font slices: fonts/dist

fonts/dist/manifest.json: fonts/build.sh fonts/build.py fonts/fonts.toml fonts/order.txt fonts/requirements.txt
	@echo "— 生成字体切片（首次约需四分钟，其中下载约 90 MB）"
	fonts/build.sh

.PHONY: wasm
wasm: build/wasm-quick.stamp ## build the wasm modules quickly: build/wasm

build/wasm-quick.stamp: $(WASM_SOURCES) $(TOOLS)/done
	@echo "— 编译 wasm（首次约需十分钟，以后几秒）"
	$(call wasm,core,web-core,wasm-quick,build/wasm)
	$(call wasm,workbook,web-workbook,wasm-quick,build/wasm)
	$(call wasm,docx,web-docx,wasm-quick,build/wasm)
	$(call wasm,typesetter,web-typesetter,wasm-quick,build/wasm)
	@touch $@

.PHONY: wasm-release
wasm-release: build/wasm-release.stamp ## build the wasm modules as they are shipped (twelve minutes): build/wasm-release

build/wasm-release.stamp: $(WASM_SOURCES) $(TOOLS)/done
	$(call wasm,core,web-core,wasm-release,build/wasm-release)
	$(call wasm,workbook,web-workbook,wasm-release,build/wasm-release)
	$(call wasm,docx,web-docx,wasm-release,build/wasm-release)
	$(call wasm,typesetter,web-typesetter,wasm-release,build/wasm-release)
	@touch $@

# $(call wasm,MODULE,FEATURE,PROFILE,FOLDER): wasm-pack with the pinned wasm-bindgen on the PATH; it downloads nothing by
# itself. Without wasm-opt: what it makes of these modules is smaller, and larger when it is packed (docs/weight.md).
define wasm
	@mkdir -p $(4)
	PATH="$(TOOLS)/bin:$$PATH" wasm-pack --quiet build --target web --mode no-install \
		--profile $(3) --out-dir $(CURDIR)/$(4)/$(1) --out-name huibao --no-pack --no-gitignore --no-opt . \
		--locked --no-default-features --features $(2)
endef

$(TOOLS)/done:
	@echo "— 编译工具 wasm-bindgen $(WASM_BINDGEN)、wasm-pack $(WASM_PACK)（首次约需四分钟）"
	rustup target add wasm32-unknown-unknown
	CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --debug --root $(TOOLS) --target-dir $(TOOLS)/target \
		wasm-bindgen-cli --version $(WASM_BINDGEN) --bin wasm-bindgen
	CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --debug --locked --root $(TOOLS) --target-dir $(TOOLS)/target \
		wasm-pack --version $(WASM_PACK)
	rm -rf $(TOOLS)/target
	@touch $@

www/node_modules/.package-lock.json: www/package-lock.json
	cd www && npm ci --silent

build/page.stamp: build/wasm-quick.stamp fonts/dist/manifest.json www/node_modules/.package-lock.json $(PAGE_SOURCES)
	cd www && npm run --silent build
	@touch $@

.PHONY: dist
dist: build/wasm-release.stamp fonts/dist/manifest.json www/node_modules/.package-lock.json ## the package and the page as they are shipped: dist
	cd www && npm run --silent build -- --wasm ../build/wasm-release --out ../dist

.PHONY: single
single: dist ## the page as one HTML file that opens by double click: dist/huibao.html
	cd www && node scripts/single.mjs --out ../dist

.PHONY: size
size: dist ## weigh what a browser loads, and fail when a part is over its budget (benches/budgets.mjs)
	node benches/size.mjs

# BENCH takes options of benches/bench.mjs, for example BENCH="--only batch --documents 10000".
.PHONY: bench
ifdef QUICK
bench: build/page.stamp benches/node_modules/.package-lock.json ## measure in Chromium, natively, in batches; QUICK=1: does it run?
	cd benches && node bench.mjs --quick $(BENCH)
else
bench: dist benches/node_modules/.package-lock.json
	cd benches && node bench.mjs $(BENCH)
	cd benches && node readme.mjs
endif

benches/node_modules/.package-lock.json: benches/package-lock.json
	cd benches && npm ci --silent

.PHONY: clean
clean: ## remove what was built in this clone
	rm -rf build dist fonts/dist www/dist www/node_modules benches/node_modules benches/floor/target
