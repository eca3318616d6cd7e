# staticld: `make demo` shows what it does, `make test` proves it, `make install` keeps it.

SHELL := /bin/bash

PREFIX  ?= /usr/local
LIBEXEC ?= $(PREFIX)/libexec/staticld
DESTDIR ?=
SWIFT   ?= swift

# Names and bytes are looked at by the million across modules: without the first option each look is
# a call.  Without the second, the types of arrays and tables are put together at every start.
RELEASE := -c release --static-swift-stdlib -Xswiftc -cross-module-optimization \
  -Xswiftc -Xfrontend -Xswiftc -prespecialize-generic-metadata -Xlinker -S
BINARY  := .build/release/staticld
WRAPPER := .build/release/staticld-cc
PAGES   := $(wildcard Man/*.[157])
export STATICLD_BINARY := $(CURDIR)/$(BINARY)

# Debian's names.  The corpus packages are what the tests resolve; the last line of them holds
# libraries that only the corpus' known answers name.
BUILD_PACKAGES := gcc g++ make libelf-dev zlib1g-dev
DEMO_PACKAGES   = $(BUILD_PACKAGES) libpython3.11-dev libexpat1-dev mold \
  $(if $(shell command -v ld.lld),,lld)
TEST_PACKAGES   = $(DEMO_PACKAGES) $(file < Fixtures/corpus/packages-small.txt) \
  autoconf gfortran cmake meson ninja-build pkg-config python3 python3-jsonschema \
  man-db graphviz chromium musl-tools gcc-aarch64-linux-gnu libc6-dev-arm64-cross \
  dpkg-dev strace python3-pip python3-dev libyaml-dev libreadline-dev libpng-dev libbsd-dev libxml2-dev liblzo2-dev libgssglue-dev \
  libnorm-dev libopenblas-pthread-dev liblua5.3-dev liblua5.4-dev lld-14

# What a distribution of Python wants for every module that it can have built in.
PYTHON_PACKAGES := gcc make zlib1g-dev libbz2-dev liblzma-dev libffi-dev libsqlite3-dev libssl-dev \
  uuid-dev libcrypt-dev
FLAGSHIP_PACKAGES = $(TEST_PACKAGES) $(PYTHON_PACKAGES) python3-venv libjpeg-dev libtiff-dev libwebp-dev

PROJECT_PACKAGES := automake libtool cargo rustc libssl-dev libbrotli-dev libnghttp2-dev \
  libpsl-dev libidn2-dev
PROJECTS = python3 Fixtures/wrapper/projects.py --prefix .build/staticld --work .build/projects

.PHONY: all build demo classic twice test oracle differential bench capture flagship projects lint format man docs \
  install uninstall clean deps deps-bench deps-demo deps-flagship deps-projects deps-python deps-test

all: build

# SwiftPM knows better than make what is out of date.
build: deps
	$(SWIFT) build $(RELEASE) --product staticld
	$(SWIFT) build $(RELEASE) --product staticld-cc
	@$(call lay_out,$(CURDIR)/.build/staticld,$(CURDIR)/.build/staticld/libexec/staticld)

demo: deps-demo build
	@Fixtures/demo/run

classic: build
	@Fixtures/classic/run

twice: deps-test build
	@Fixtures/twice/run

# `make test FLAGSHIP=1` builds CPython 3.11 and 3.13 and NumPy from their sources, too.
# What failed stands once more at the end, where it is seen.
test: deps-test $(if $(FLAGSHIP),deps-flagship) build
	@set -o pipefail; $(if $(FLAGSHIP),STATICLD_FLAGSHIP=1 STATICLD_PYTHON_BUILD=3.13) $(SWIFT) test 2>&1 | tee .build/test.log || \
	  { grep -A 4 -E '^✘.* recorded an issue' .build/test.log | grep -vE '^(✔|◇|━|--)' | tail -n 60 | cut -c 1-400; \
	    grep -E '^. Test run with' .build/test.log; exit 1; }

# Every member and symbol that staticld extracts, against the map of the linker itself.
oracle: deps-test build
	STATICLD_ORACLE_TABLE=$(CURDIR)/.build/oracle.txt $(SWIFT) test --filter OracleTests

# Random programs against every installed linker: `make differential PROGRAMS=20000 SEED=7`;
# with FIRST=5000 beginning with the five thousandth.
differential: deps-test build
	STATICLD_DIFFERENTIAL_PROGRAMS=$(or $(PROGRAMS),500) STATICLD_DIFFERENTIAL_SEED=$(or $(SEED),1) \
	  STATICLD_DIFFERENTIAL_FIRST=$(or $(FIRST),0) \
	  STATICLD_DIFFERENTIAL_DIRECTORY=$(CURDIR)/.build/differential \
	  $(SWIFT) test --filter DifferentialTests

bench: deps-bench build
	cd Tests/Benchmarks && $(SWIFT) build -c release --static-swift-stdlib
	cd Tests/Benchmarks && .build/release/Benchmarks

# Debian's sources of a dozen projects, built with and without the drop-in (half an hour).
projects: deps-projects build
	@$(PROJECTS)
	@$(PROJECTS) --static
	@$(PROJECTS) --repair

# Wheels, NumPy's among them, and other projects with shared libraries, captured and linked
# statically (ten minutes).
capture: deps-test build
	python3 Fixtures/capture/packages.py --prefix .build/staticld --work .build/capture

# CPython and NumPy 1.26 and 2.2 in one static executable, from their sources; what it can do and the
# files it looks for (half an hour; goes on where it was).  `make flagship ALL=1`: a second set of
# packages, NumPy's own tests and OpenBLAS, too.
flagship: deps-flagship build
	Fixtures/flagship/run $(if $(ALL),--all)

lint:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

format:
	$(SWIFT) format -i -r Sources Tests Package.swift

# A page that man has anything to say about is wrong.
man:
	@for page in $(PAGES); do \
	  said=$$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l $$page 2>&1 >/dev/null); \
	  [ -z "$$said" ] || { echo "$$page: $$said"; exit 1; }; \
	done
	@echo "$(words $(PAGES)) pages, no warnings"

# The libraries' reference, from the documentation comments: .build/docs/staticld.doccarchive.
docs: deps
	$(SWIFT) build --target PythonEmbedding
	rm -rf .build/docs && mkdir -p .build/docs/symbols
	target=$$($(SWIFT) -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$$/\1/p' | head -n 1); \
	modules=$$($(SWIFT) build --show-bin-path)/Modules; \
	for module in ObjectFiles StaticLink StaticLinkToolchain PythonEmbedding; do \
	  $(SWIFT) symbolgraph-extract -module-name $$module -minimum-access-level public \
	    -target $$target -I $$modules -Xcc -ISources/CLibelf \
	    -output-dir .build/docs/symbols || exit 1; \
	done
	docc convert --additional-symbol-graph-dir .build/docs/symbols \
	  --fallback-display-name staticld --fallback-bundle-identifier staticld \
	  --output-path .build/docs/staticld.doccarchive

# The drop-in is one program by many names.  The linkers' names stand beside it, because it takes
# the directory that holds it for the one to send a driver to; bin, to be put first in PATH, holds
# the names that builds use when they do not ask; staticld-gcc-ar and its like are what CMake
# looks for beside a compiler of that name.
LINKERS  := ld ld.bfd ld.gold ld.lld ld.mold clang
MASKS    := cc c++ gcc g++ gfortran clang clang++ ld pkg-config
DROP_INS := cc c++ gfortran ld pkg-config gcc-ar gcc-ranlib gcc-nm

define lay_out
install -D -m 755 $(BINARY) $(1)/bin/staticld; \
install -D -m 755 $(WRAPPER) $(2)/staticld-cc; \
install -d $(2)/bin; \
ln -sfr $(1)/bin/staticld $(2)/staticld-explain; \
for name in $(LINKERS); do ln -sfr $(2)/staticld-cc $(2)/$$name; done; \
for name in $(MASKS); do ln -sfr $(2)/staticld-cc $(2)/bin/$$name; done; \
for name in $(DROP_INS); do ln -sfr $(2)/staticld-cc $(1)/bin/staticld-$$name; done
endef

# Installs what was built, so that `make && sudo make install` builds nothing as root.
install:
	@[ -x $(BINARY) ] && [ -x $(WRAPPER) ] || { echo 'run make first' >&2; exit 1; }
	@$(call lay_out,$(DESTDIR)$(PREFIX),$(DESTDIR)$(LIBEXEC))
	for page in $(PAGES); do \
	  install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/staticld $(addprefix $(DESTDIR)$(PREFIX)/bin/staticld-,$(DROP_INS))
	rm -f $(addprefix $(DESTDIR)$(LIBEXEC)/bin/,$(MASKS)) \
	  $(addprefix $(DESTDIR)$(LIBEXEC)/,$(LINKERS) staticld-cc staticld-explain)
	-rmdir $(DESTDIR)$(LIBEXEC)/bin $(DESTDIR)$(LIBEXEC)
	for page in $(PAGES); do \
	  rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done

clean:
	rm -rf .build Tests/Benchmarks/.build

deps:      ; @$(call ensure,$(BUILD_PACKAGES))
deps-demo: ; @$(call ensure,$(DEMO_PACKAGES))
deps-bench: ; @$(call ensure,$(TEST_PACKAGES) llvm-14-dev libtinfo-dev)
deps-flagship: ; @$(call ensure,$(FLAGSHIP_PACKAGES))
deps-python: ; @$(call ensure,$(PYTHON_PACKAGES))
deps-projects: ; @$(call ensure,$(TEST_PACKAGES) $(PROJECT_PACKAGES))
deps-test: ; @$(call ensure,$(TEST_PACKAGES))

# Installs those of the packages that are missing; on a complete machine it only asks dpkg.
define ensure
command -v dpkg-query >/dev/null || { echo 'no dpkg here; needed are: $(sort $(1))'; exit 0; }; \
missing=$$(dpkg-query -W -f '$${db:Status-Status} $${Package}\n' | \
  awk 'BEGIN { for (i = 1; i < ARGC; i++) want[ARGV[i]]; ARGC = 1 } \
    $$1 ~ "^(installed|triggers)" { delete want[$$2] } END { for (name in want) print name }' \
    $(sort $(1)) | sort | xargs); \
[ -n "$$missing" ] || exit 0; \
echo "installing $$missing"; \
root=; [ "$$(id -u)" = 0 ] || root=sudo; \
$$root apt-get update -qq && \
$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
  --no-install-recommends -o DPkg::Lock::Timeout=300 $$missing >/dev/null
endef
