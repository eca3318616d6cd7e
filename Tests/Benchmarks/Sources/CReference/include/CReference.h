#ifndef STATICLD_C_REFERENCE_H
#define STATICLD_C_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// What a walk over names found, for comparison with what the Swift side found.
struct reference_names {
  uint64_t files;
  uint64_t names;
  /// Exclusive or of the hashes, by which both sides show that they did the same.
  uint64_t hashes;
};

/// Reads the index of each archive and hashes every name in it. Files that are no archives, or
/// cannot be read, count for nothing.
struct reference_names reference_hash_indexes(const char *const *paths, size_t count);

/// Walks every global symbol of every ELF member of each archive with libelf and hashes its name.
struct reference_names reference_walk_symbols(const char *const *paths, size_t count);

#endif
