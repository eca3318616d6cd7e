/* A static program has no symbols to look up and loads no library; ctypes.pythonapi works all the
   same, and what does not says why.  Linked with --wrap=dlopen and its like. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct staticld_symbol { const char *name; void *address; };
extern const struct staticld_symbol staticld_symbols[];
extern const size_t staticld_symbol_count;

static char program;
static _Thread_local char message[512];
static _Thread_local int has_message;

void *__wrap_dlopen(const char *path, int flags) {
  (void)flags;
  if (!path || !*path) return &program;
  snprintf(message, sizeof message, "%s: this program is static and loads no shared library", path);
  has_message = 1;
  return NULL;
}

void *__wrap_dlsym(void *handle, const char *name) {
  (void)handle;
  size_t low = 0, high = staticld_symbol_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(name, staticld_symbols[middle].name);
    if (order == 0) return staticld_symbols[middle].address;
    if (order < 0) high = middle; else low = middle + 1;
  }
  snprintf(message, sizeof message, "undefined symbol: %s (this program is static)", name);
  has_message = 1;
  return NULL;
}

int __wrap_dlclose(void *handle) {
  (void)handle;
  return 0;
}

char *__wrap_dlerror(void) {
  if (!has_message) return NULL;
  has_message = 0;
  return message;
}
