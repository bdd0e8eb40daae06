# Every task of the project. `make` alone explains itself.
SHELL := /bin/sh
TOOL := .build/release/migrapedia
OUTPUT ?= public

.PHONY: help site test check serve bench clean tool

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: tool ## Install what is missing, build the tool, write the whole site to public/
	$(TOOL) build --output $(OUTPUT)
	@echo "Open $(OUTPUT)/index.html in a browser."

test: ## Install what is missing and run every test
	@scripts/bootstrap --tests
	scripts/test

check: tool ## Report every problem of the content
	$(TOOL) check

serve: tool ## Show the site in a browser while you write
	$(TOOL) serve

bench: tool ## Measure speed, memory, search and preview against the floor, Hugo and Pagefind
	scripts/bench
	scripts/bench search
	scripts/bench serve

clean: ## Remove everything that was built
	rm -rf .build .build-tests $(OUTPUT) .$(OUTPUT).migrapedia .migrapedia .venv

# On Linux the tool carries Swift's runtime with it: it starts faster, and runs on machines without Swift.
ifeq ($(shell uname -s),Linux)
STATIC := --static-swift-stdlib
endif

tool:
	@scripts/bootstrap
	swift build -c release --product migrapedia $(STATIC)
