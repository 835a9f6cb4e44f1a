# What tests, checks and installs; included by the Makefile. Servers are started and stopped by the target itself.
SERVERS ?= pg13 pg15 pg18 mariadb mysql
TESTS ?= unit cli docs cases lint manifests release phantom corpus property crash gate recipes concurrency python library scratch online expand handover
PAIRS ?= 1000
FUZZ_SECONDS ?= 60
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,build/fuzz/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
ALL_SRC := $(SRC) $(TOOL_SRC)
HEADERS := $(wildcard engine/*.h dialects/*.h dialects/*/*.h migrations/*.h tools/*.h tools/library/*.h)

CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined

.PHONY: unit test test-online test-corpus test-property test-crash test-concurrency test-expand test-library bench fuzz fuzzers layers headers tidy
.NOTPARALLEL: test test-corpus test-property test-crash test-concurrency

unit: $(UNIT)

$(B)/tests/%: tests/unit/%.c $(B)/libpoundlock.a
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_$(MODE)) -MMD -MP -o $@ $< $(B)/libpoundlock.a $(LDLIBS) -lcriterion

test: all unit ## runs TESTS (unit cli docs cases lint manifests phantom corpus property crash gate recipes concurrency python library scratch online expand handover) with real servers, SERVERS says which; MODE=asan under the sanitizers
	$(Q)MODE=$(MODE) SERVERS="$(SERVERS)" tests/run $(TESTS)
test-corpus: all ## runs every published schema of the corpus on every server
	$(Q)MODE=$(MODE) SERVERS="$(SERVERS)" tests/run corpus-all
test-online: all ## a waiting change gives way to those behind it; STALLS=1 tells the longest stall of a writer and a reader, online and not
	$(Q)MODE=$(MODE) tools/servers run $(filter-out sqlite,$(SERVERS)) -- tests/online/run $(if $(STALLS),--stalls)
test-property: all ## takes PAIRS (1000) random schemas to another and back on every server; what fails is made small in build/property
	$(Q)MODE=$(MODE) SERVERS="$(SERVERS)" PAIRS=$(PAIRS) tests/run property-all
test-crash: all ## kills apply, the session, the connection and the server at every step of a plan on each database
	$(Q)MODE=$(MODE) tests/run crash-all
test-concurrency: all ## starts 20 apply at once on each database, also behind PgBouncer
	$(Q)MODE=$(MODE) tests/run concurrency
test-expand: all ## kills apply --expand at every step while a client writes
	$(Q)MODE=$(MODE) tools/servers run $(filter-out sqlite,$(SERVERS)) -- tests/expand/run --every
test-library: all ## installs the library into a folder of its own and tests it as programs use it, on SERVERS
	$(Q)MODE=$(MODE) tests/run library
bench: ## prints how fast it is beside the databases' own tools; never fails
	-$(Q)$(MAKE) MODE=release all && tools/servers run pg15 mariadb -- tests/bench/run $(BENCH)

fuzz: ## fuzzes each of tests/fuzz for FUZZ_SECONDS
	$(Q)$(MAKE) MODE=fuzz CC=clang fuzzers
	$(Q)for f in $(FUZZ); do tests/fuzz/run $$f $(FUZZ_SECONDS) || bad=1; done; test -z "$$bad"
fuzzers: $(FUZZ)
build/fuzz/tests/%: tests/fuzz/%.c $(B)/libpoundlock.a
	@mkdir -p $(@D)
	@echo "  FUZZ  $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -fsanitize=fuzzer -o $@ $< $(B)/libpoundlock.a $(LDLIBS)

layers: ## fails on an include against the layers, or a client library outside its dialect
	$(Q)tests/layers
headers: $(SQL_GEN) ## each header compiles alone
	$(Q)for h in $(HEADERS); do echo "#include \"$$h\"" | \
		$(CC) $(CPPFLAGS) -std=c17 $(WARNINGS) -Werror -x c -fsyntax-only - || { echo "$$h does not stand alone"; exit 1; }; done
	@echo "headers: $(words $(HEADERS)) stand alone"
tidy: $(SQL_GEN) ## static checkers over the whole tree
	$(Q)cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		--suppressions-list=tests/cppcheck.txt -j2 $(filter -I% -D%,$(CPPFLAGS)) -DPL_DEBUG $(ALL_SRC)
	$(Q)printf '%s\n' $(ALL_SRC) | xargs -P2 -n6 sh -c 'clang-tidy --quiet "$$@" -- $(CPPFLAGS) -std=c17 2>/dev/null' tidy

-include $(UNIT:=.d)
