#include "CReference.h"
#include "name_hash.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { magic_size = 8, header_size = 60 };

struct buffer {
  char *bytes;
  size_t capacity;
};

static int reserve(struct buffer *buffer, size_t size) {
  if (size <= buffer->capacity) return 1;
  char *larger = realloc(buffer->bytes, size);
  if (!larger) return 0;
  buffer->bytes = larger;
  buffer->capacity = size;
  return 1;
}

static uint64_t big_endian(const char *bytes, int width) {
  uint64_t value = 0;
  for (int i = 0; i < width; i++) value = value << 8 | (uint8_t)bytes[i];
  return value;
}

static void walk(const char *index, size_t size, int width, struct reference_names *found) {
  if (size < (size_t)width) return;
  uint64_t count = big_endian(index, width);
  if (count > (size - width) / width) return;
  const char *name = index + width * (count + 1), *end = index + size;
  for (uint64_t row = 0; row < count && name < end; row++) {
    const char *nul = memchr(name, 0, end - name);
    if (!nul) break;
    found->hashes ^= name_hash(name, nul - name);
    found->names++;
    name = nul + 1;
  }
}

static void read_index(int file, struct buffer *buffer, struct reference_names *found) {
  char start[magic_size + header_size + 1];
  ssize_t got = pread(file, start, sizeof start - 1, 0);
  if (got < magic_size) return;
  if (memcmp(start, "!<arch>\n", magic_size) != 0 && memcmp(start, "!<thin>\n", magic_size) != 0)
    return;
  found->files++;
  if (got < (ssize_t)sizeof start - 1) return;
  const char *header = start + magic_size;
  int width = memcmp(header, "/ ", 2) == 0 ? 4 : memcmp(header, "/SYM64/ ", 8) == 0 ? 8 : 0;
  if (width == 0) return;
  start[magic_size + 58] = 0;
  size_t size = strtoull(header + 48, NULL, 10);
  if (!reserve(buffer, size)) return;
  if (pread(file, buffer->bytes, size, magic_size + header_size) != (ssize_t)size) return;
  walk(buffer->bytes, size, width, found);
}

struct reference_names reference_hash_indexes(const char *const *paths, size_t count) {
  struct reference_names found = {0, 0, 0};
  struct buffer buffer = {NULL, 0};
  for (size_t i = 0; i < count; i++) {
    int file = open(paths[i], O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    read_index(file, &buffer, &found);
    close(file);
  }
  free(buffer.bytes);
  return found;
}
