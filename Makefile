# make help lists the targets. Everything runs from the top folder.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# staticcheck and not golangci-lint: on two cores the latter takes 2m41s to build
# cold, staticcheck 14s, and what it would add is in vet or in our structure tests.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Packages under web/node_modules are not ours.
PACKAGES = $$(go list ./... | grep -v /node_modules/)
GO_FILES = $$(git ls-files -co --exclude-standard -- '*.go')

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: test
test: ## install what the tests need, then run all of them; as a user without root, what can run. RACE=yes: most of them under the race detector
	OUTSIDE='$(OUTSIDE)' RACE='$(RACE)' internal/tools/test.sh

# The first three only drive the program from outside, and it is built without the detector: what it does
# in there is run under the detector by the tests of its own packages. The core is pure: nothing in it runs beside anything,
# the simulation has one processor, and the application's files are only read.
OUTSIDE = /internal/(e2e|bench|torture|sim)$$|/sessions$$|/web$$

.PHONY: race
race: ## the Go tests under the race detector, but for those that it can say nothing about
	NPM_TESTS=no OUTSIDE='$(OUTSIDE)' RACE=only internal/tools/test.sh

.PHONY: check
check: fmt vet lint tidy ## what CI asks before the tests

.PHONY: fmt
fmt: ## fail on a file that gofmt would change
	@changed=$$(gofmt -l $(GO_FILES)); if [ -n "$$changed" ]; then echo "gofmt -w $$changed"; exit 1; fi

.PHONY: vet
vet: ## go vet
	go vet $(PACKAGES)

.PHONY: lint
lint: ## staticcheck
	go run $(STATICCHECK) $(PACKAGES)

.PHONY: tidy
tidy: ## fail when go.mod or go.sum is not what go mod tidy would write
	go mod tidy -diff

.PHONY: build
build: ## the program, in bin/firstline
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/firstline ./cmd/firstline

.PHONY: web
web: ## build web/dist anew, which is committed
	cd web && npm ci --no-audit --no-fund && npm run build

.PHONY: dist
dist: web ## fail when the committed web/dist is not what its sources give
	@git diff --exit-code --stat -- web/dist
	@new=$$(git ls-files -o --exclude-standard -- web/dist); if [ -n "$$new" ]; then echo "not committed: $$new"; exit 1; fi

# ARGS go on to the harness: make torture ARGS='kills -setup sqlite -kills 50 -messages 10000'
ARGS ?=
.PHONY: torture
torture: ## kill nodes under load and account for every message; ARGS= (empty: everything)
	go run ./internal/torture/cmd/torture $(or $(ARGS),all)
	$(if $(ARGS),,$(MAKE) malformed)

MALFORMED ?= 1000000
.PHONY: malformed
malformed: ## give every channel's parser MALFORMED= malformed bodies; 1,000,000
	FIRSTLINE_TEST_MALFORMED=$(MALFORMED) go test ./channels/... -count=1 -timeout 3h -v -run '^(TestInbound|TestMalformed)/malformed'

# One test at a time: a busy machine shows half-drawn pages.
.PHONY: screens
screens: ## take the pictures of docs/screens anew, out of the browser tests that show the screens
	@fc-list :lang=zh | grep -q . || { echo "there is no Chinese font here: apt-get install fonts-noto-cjk"; exit 1; }
	rm -f docs/screens/*.png
	FIRSTLINE_TEST_LOOKS=all go test ./internal/e2e -count=1 -parallel 1 -timeout 2h -shots

# make bench ARGS='-setup sqlite -only w1,w2'; make microbench BENCH=Commit PKG=./internal/store
.PHONY: bench
bench: ## measure the real binary from outside (docs/performance.md); ARGS=
	go run ./internal/bench/cmd/bench $(ARGS)

BENCH ?= .
PKG ?= ./...
.PHONY: microbench
microbench: ## Go benchmarks; BENCH= PKG=
	go run ./internal/tools/withservers -- go test -run '^$$' -bench '$(BENCH)' -benchmem $(PKG)

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
