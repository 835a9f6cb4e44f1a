# Pages that come from poundlock's own tables, the manual page and the completion; included by the Makefile.
PAGES := commands exit-codes settings models diagnostics lint

.PHONY: docs docs-check docs-test man
docs: all ## makes the reference pages of docs/ anew from the tables
	$(Q)for p in $(PAGES); do $(B)/poundlock help --generate $$p > docs/$$p.md || exit 1; done
	$(Q)$(B)/poundlock help --generate json-schema > docs/models.schema.json
	$(Q)$(B)/poundlock help --generate settings-schema > docs/settings.schema.json
docs-check: all ## fails when a reference page differs from what the tables give
	$(Q)bad=; for p in $(PAGES); do $(B)/poundlock help --generate $$p | diff -u docs/$$p.md - || bad=1; done; \
		$(B)/poundlock help --generate json-schema | diff -u docs/models.schema.json - || bad=1; \
		$(B)/poundlock help --generate settings-schema | diff -u docs/settings.schema.json - || bad=1; \
		test -z "$$bad" || { echo "docs: run make docs and commit what changes"; exit 1; }
docs-test: all ## runs every console example of README.md and docs/, and compares the reference pages
	$(Q)POUNDLOCK_BIN=$(CURDIR)/$(B)/poundlock tests/docs/run
man: all ## writes the manual page and the completion into build/MODE
	$(Q)$(B)/poundlock help --generate man > $(B)/poundlock.1
	$(Q)$(B)/poundlock help --generate completion > $(B)/poundlock.bash
