# `make run` needs Rust, Node 20 and make, `make test` Python 3 too; they install what else they need.
CARGO_TARGET := $(if $(CI),$(HOME)/.cache/maquette/target,$(CARGO_TARGET_DIR))
ifneq ($(CARGO_TARGET),)
export CARGO_TARGET_DIR := $(CARGO_TARGET)
endif
BROWSER_SOURCES := $(shell find playground src/wireframes/components/looks src/wireframes/components/allowed.json src/wireframes/export/html -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: run test test-e2e test-clients bench bench-peers bench-collab fuzz lint schema help

help: ## Lists what can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

run: playground/dist/.built ## Builds and starts the server on its defaults
	@echo "Building the server (the first time takes about ten minutes on two cores) ..."
	cargo run -- serve

test: playground/dist/.built ## Runs all tests, on SQLite and PostgreSQL and in a browser
	scripts/test.sh

test-e2e: playground/dist/.built ## Builds the server and drives it in a browser; part of test
	scripts/chromium.sh
	cargo build
	cd tests/e2e && npm ci && node run.mjs

test-clients: playground/dist/.built ## Builds the server and points other people's GraphQL clients at it; part of test
	cargo build
	cd tests/clients && npm ci && npm test

bench: playground/dist/.built ## Measures speed and memory beside peers; `make bench-NAME` one of benches/
	cargo bench --bench '*'

bench-%: playground/dist/.built
	cargo bench --bench $*

bench-peers: playground/dist/.built ## Measures GraphQL on PostgreSQL, and drawing together, beside other servers
	cargo build --release
	benches/peers/run.sh "$${CARGO_TARGET_DIR:-target}/release/maquette"
	benches/peers/collab/run.sh "$${CARGO_TARGET_DIR:-target}/release/maquette"

bench-collab: playground/dist/.built ## Measures drawing together beside Hocuspocus and y-websocket's server; part of bench-peers
	cargo build --release
	benches/peers/collab/run.sh "$${CARGO_TARGET_DIR:-target}/release/maquette"

FUZZ_SECONDS ?= 900
fuzz: ## Fuzzes what a wireframe's document takes, each target for FUZZ_SECONDS; needs nightly Rust and cargo-fuzz
	cargo +nightly fuzz run update -- -max_total_time=$(FUZZ_SECONDS) -timeout=10 -max_len=8192
	cargo +nightly fuzz run operations -- -max_total_time=$(FUZZ_SECONDS) -timeout=10 -max_len=4096

lint: playground/node_modules/.installed ## Checks formats, lints and documentation
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items
	cd playground && npm run check

schema: ## Prints the GraphQL schema into schema.graphql and the types that clients generate from it
	cargo run --quiet -- schema > schema.graphql.new
	mv schema.graphql.new schema.graphql
	cd playground && npm run codegen

playground/node_modules/.installed: playground/package-lock.json
	@echo "Installing what the browser side is built with ..."
	cd playground && npm ci
	@touch $@

playground/dist/.built: playground/node_modules/.installed $(BROWSER_SOURCES)
	@echo "Building the browser side ..."
	cd playground && npm run build
	@touch $@
