# poundlock. `make` builds build/debug/poundlock; MODE=release or MODE=asan builds the others. `make help` lists the targets.
MODE ?= debug
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= gcc
B := build/$(MODE)
PACKAGES := libpq libmariadb sqlite3 yaml-0.1 jansson libcrypto expat

# _POSIX_C_SOURCE and _DEFAULT_SOURCE: C17 alone has no openat, strdup or execvp.
CPPFLAGS += -I. -I$(B)/gen -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(shell pkg-config --cflags $(PACKAGES))
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes
CFLAGS_debug := -O0 -g -Werror -DPL_DEBUG
CFLAGS_asan := -O1 -g -Werror -DPL_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CFLAGS_release := -O2 -g
LDFLAGS_asan := -fsanitize=address,undefined
# The shared library is made of the same objects; only what the public header names leaves it.
CFLAGS_ALL := -std=c17 -fPIC -fvisibility=hidden $(WARNINGS) $(CFLAGS_$(MODE)) $(CFLAGS)
LDLIBS := $(shell pkg-config --libs $(PACKAGES)) -lm -pthread
Q := $(if $(V),,@)

# What programs get: all below tools/, tools/library/, and what that shares with the tool.
SHARED_SRC := $(addprefix tools/,option_table.c settings.c settings_file.c run.c gate_judge.c gate_try.c gate_past.c gate_wait.c gate_claim.c scratch_level.c)
SRC := $(wildcard engine/*.c dialects/*.c dialects/*/*.c migrations/*.c tools/library/*.c) $(SHARED_SRC)
TOOL_SRC := $(filter-out $(SHARED_SRC),$(wildcard tools/*.c))
OBJ := $(SRC:%.c=$(B)/%.o)
TOOL_OBJ := $(TOOL_SRC:%.c=$(B)/%.o)
DIALECTS := $(notdir $(patsubst %/sql,%,$(wildcard dialects/*/sql)))
SQL_GEN := $(DIALECTS:%=$(B)/gen/dialects/%/sql.h) $(B)/gen/migrations/sql.h
SQL_OBJ := $(SQL_GEN:.h=.o)
MIGRATIONS_SQL := $(sort $(wildcard migrations/*.yaml migrations/sql/*.sql))

.PHONY: all lib clean help
all: $(B)/poundlock lib

$(B)/poundlock: $(TOOL_OBJ) $(B)/libpoundlock.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_$(MODE)) $(LDFLAGS) -o $@ $(TOOL_OBJ) $(B)/libpoundlock.a $(LDLIBS)

$(B)/libpoundlock.a: $(OBJ) $(SQL_OBJ)
	@echo "  AR    $@"
	$(Q)rm -f $@; ar rcs $@ $^

include tools/library/library.mk

$(B)/%.o: %.c | $(SQL_GEN)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Every sql/NAME.sql of a dialect becomes the string pl_sql_DIALECT_NAME; the ledger's model and statements pl_sql_migrations_NAME.
.SECONDARY:
.SECONDEXPANSION:
$(B)/gen/dialects/%/sql.h: $$(wildcard dialects/$$*/sql/*.sql) tools/embed
	@mkdir -p $(@D)
	$(Q)tools/embed dialects/$* $(@D) $(sort $(wildcard dialects/$*/sql/*.sql))
$(B)/gen/migrations/sql.h: $(MIGRATIONS_SQL) tools/embed
	@mkdir -p $(@D)
	$(Q)tools/embed migrations $(@D) $(MIGRATIONS_SQL)
$(B)/gen/%/sql.o: $(B)/gen/%/sql.h
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -c -o $@ $(@D)/sql.c

clean: ## removes what was built
	rm -rf build
include tests/test.mk
include docs/docs.mk
help: ## lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

-include $(OBJ:.o=.d) $(TOOL_OBJ:.o=.d)
