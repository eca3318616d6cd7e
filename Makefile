# staticld: `make demo` shows what it does, `make test` proves it, `make install` keeps it.

PREFIX  ?= /usr/local
LIBEXEC ?= $(PREFIX)/libexec/staticld
DESTDIR ?=
SWIFT   ?= swift

BINARY  := .build/release/staticld
PAGES   := $(wildcard Man/*.[157])
export STATICLD_BINARY := $(CURDIR)/$(BINARY)

# Debian's names.  The corpus packages are what the tests resolve; the last line of them holds
# libraries that only the corpus' known answers name.
BUILD_PACKAGES := gcc g++ make libelf-dev zlib1g-dev
DEMO_PACKAGES   = $(BUILD_PACKAGES) libpython3.11-dev libexpat1-dev mold \
  $(if $(shell command -v ld.lld),,lld)
TEST_PACKAGES   = $(DEMO_PACKAGES) $(file < Fixtures/corpus/packages-small.txt) \
  autoconf gfortran cmake meson ninja-build pkg-config python3 python3-jsonschema \
  python3-sarif-python-om man-db \
  graphviz chromium musl-tools gcc-aarch64-linux-gnu libc6-dev-arm64-cross \
  liblzo2-dev libgssglue-dev libnorm-dev libopenblas-pthread-dev lld-14

.PHONY: all build demo classic test oracle differential bench lint format man docs install uninstall clean \
  deps deps-bench deps-demo deps-test

all: build

# SwiftPM knows better than make what is out of date.
build: deps
	$(SWIFT) build -c release --static-swift-stdlib --product staticld

demo: deps-demo build
	@Fixtures/demo/run

classic: build
	@Fixtures/classic/run

test: deps-test build
	$(SWIFT) test

# Every member and symbol that staticld extracts, against the map of the linker itself.
oracle: deps-test build
	STATICLD_ORACLE_TABLE=$(CURDIR)/.build/oracle.txt $(SWIFT) test --filter OracleTests

# Random programs against every installed linker: `make differential PROGRAMS=20000 SEED=7`.
differential: deps-test build
	STATICLD_DIFFERENTIAL_PROGRAMS=$(or $(PROGRAMS),500) STATICLD_DIFFERENTIAL_SEED=$(or $(SEED),1) \
	  STATICLD_DIFFERENTIAL_DIRECTORY=$(CURDIR)/.build/differential \
	  $(SWIFT) test --filter DifferentialTests

bench: deps-bench build
	cd Tests/Benchmarks && $(SWIFT) build -c release --static-swift-stdlib
	cd Tests/Benchmarks && .build/release/Benchmarks

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
	$(SWIFT) build --target StaticLinkToolchain
	rm -rf .build/docs && mkdir -p .build/docs/symbols
	target=$$($(SWIFT) -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$$/\1/p' | head -n 1); \
	modules=$$($(SWIFT) build --show-bin-path)/Modules; \
	for module in ObjectFiles StaticLink StaticLinkToolchain; do \
	  $(SWIFT) symbolgraph-extract -module-name $$module -minimum-access-level public \
	    -target $$target -I $$modules -Xcc -ISources/CLibelf \
	    -output-dir .build/docs/symbols || exit 1; \
	done
	docc convert --additional-symbol-graph-dir .build/docs/symbols \
	  --fallback-display-name staticld --fallback-bundle-identifier staticld \
	  --output-path .build/docs/staticld.doccarchive

# Installs what was built, so that `make && sudo make install` builds nothing as root.
install:
	@[ -x $(BINARY) ] || { echo 'run make first' >&2; exit 1; }
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/staticld
	install -d $(DESTDIR)$(LIBEXEC)
	ln -sfr $(DESTDIR)$(PREFIX)/bin/staticld $(DESTDIR)$(LIBEXEC)/staticld-explain
	for page in $(PAGES); do \
	  install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/staticld $(DESTDIR)$(LIBEXEC)/staticld-explain
	-rmdir $(DESTDIR)$(LIBEXEC)
	for page in $(PAGES); do \
	  rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done

clean:
	rm -rf .build Tests/Benchmarks/.build

deps:      ; @$(call ensure,$(BUILD_PACKAGES))
deps-demo: ; @$(call ensure,$(DEMO_PACKAGES))
deps-bench: ; @$(call ensure,$(TEST_PACKAGES) llvm-14-dev libtinfo-dev)
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
