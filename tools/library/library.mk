# What is installed for programs: libpoundlock.so and libpoundlock.a with the symbols of the public header and no others;
# included by the Makefile. The archive that the tool and the tests are linked with is build/MODE/libpoundlock.a.
SONAME := libpoundlock.so.0
VERSION := $(shell sed -n 's/.*PL_VERSION "\(.*\)"/\1/p' engine/poundlock.h)
MAP := tools/library/poundlock.map
EXPORTS := $(shell sed -n '/global:/,/local:/p' $(MAP) | grep -o 'pl_[a-z_]*')

lib: $(B)/lib/$(SONAME) $(B)/lib/libpoundlock.a ## builds only the library, shared and static

$(B)/lib/$(SONAME): $(OBJ) $(SQL_OBJ) $(MAP)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_$(MODE)) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=$(MAP) \
		$(if $(LDFLAGS_$(MODE)),,-Wl,-z,defs) -o $@ $(OBJ) $(SQL_OBJ) $(LDLIBS)
	$(Q)ln -sf $(SONAME) $(@D)/libpoundlock.so

# One object, in which all other names have become local: a program may have a pl_add of its own.
$(B)/lib/libpoundlock.a: $(OBJ) $(SQL_OBJ) $(MAP)
	@mkdir -p $(@D)
	@echo "  AR    $@"
	$(Q)$(LD) -r -o $(@D)/poundlock.o $(OBJ) $(SQL_OBJ)
	$(Q)objcopy $(EXPORTS:%=--keep-global-symbol=%) $(@D)/poundlock.o
	$(Q)rm -f $@; ar rcs $@ $(@D)/poundlock.o

.PHONY: install install-lib
install: all install-lib ## tool, library, header, pkg-config file, manual and completion; PREFIX and DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(B)/poundlock $(DESTDIR)$(PREFIX)/bin/poundlock
	$(B)/poundlock help --generate man > $(DESTDIR)$(PREFIX)/share/man/man1/poundlock.1
	$(B)/poundlock help --generate completion > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/poundlock
install-lib: lib ## only what programs are built with
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include
	install -m 755 $(B)/lib/$(SONAME) $(DESTDIR)$(PREFIX)/lib/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/libpoundlock.so
	install -m 644 $(B)/lib/libpoundlock.a $(DESTDIR)$(PREFIX)/lib/libpoundlock.a
	install -m 644 engine/poundlock.h $(DESTDIR)$(PREFIX)/include/poundlock.h
	sed -e 's#@PREFIX@#$(PREFIX)#' -e 's#@VERSION@#$(VERSION)#' -e 's#@PACKAGES@#$(PACKAGES)#' tools/poundlock.pc.in \
		> $(DESTDIR)$(PREFIX)/lib/pkgconfig/poundlock.pc
