# The two commands of this project are `make report` and `make test`. Each installs what is missing,
# builds and runs; `make help` lists the rest.

SWIFT ?= swift

.PHONY: report test setup build format lint golden benchmark benchmark-plugins fuzz help

report: setup ## Build, and print the comparison table of Samples/Pages
	$(SWIFT) build -c release --product postmortem
	.build/release/postmortem analyze Samples/Pages

test: setup ## Build, and run every test
	$(SWIFT) test

setup: ## Install the C libraries that are missing (apt or brew)
	@Scripts/setup

build: setup ## Build the optimised command into .build/release/postmortem
	$(SWIFT) build -c release --product postmortem

golden: setup ## Write the reports of Samples anew; read the difference before you commit it
	Scripts/asset-digests
	$(SWIFT) build --product postmortem
	.build/debug/postmortem analyze Samples/Pages --output Samples/Report.md
	.build/debug/postmortem analyze Samples/Pages --format csv --output Samples/Report.csv
	Scripts/readme-table

benchmark: setup ## Time the reading of Samples/Pages against libxml2 alone; PAGES=folder for other pages
	$(SWIFT) run -c release benchmark $(or $(PAGES),Samples/Pages)

benchmark-plugins: setup ## Time a plugin of 20,000 words against one of 200; PAGES=folder for other pages
	$(SWIFT) run -c release plugin-benchmark $(or $(PAGES),Samples/Pages)

fuzz: setup ## Read damaged copies of pages: ROUNDS=20000, PAGES=folder
	$(SWIFT) run -c release fuzz $(or $(PAGES),Samples/Pages) $(or $(ROUNDS),20000)

format: ## Format the sources
	$(SWIFT) format -i -r -p Package.swift Sources Plugins Tests Benchmarks

lint: ## Complain about unformatted sources
	$(SWIFT) format lint --strict -r -p Package.swift Sources Plugins Tests Benchmarks

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/'
