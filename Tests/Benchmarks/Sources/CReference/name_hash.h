#ifndef STATICLD_NAME_HASH_H
#define STATICLD_NAME_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// NameHash of ObjectFiles, once more.

static inline uint64_t name_hash_mix(uint64_t a, uint64_t b) {
  unsigned __int128 product = (unsigned __int128)a * b;
  return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t name_hash(const char *name, size_t count) {
  const uint64_t key1 = 0x9e3779b97f4a7c15, key2 = 0xd1b54a32d192ed03;
  uint64_t state = (uint64_t)count * key2;
  size_t offset = 0;
  for (; count - offset >= 8; offset += 8) {
    uint64_t word;
    memcpy(&word, name + offset, 8);
    state = name_hash_mix(state ^ word, key1);
  }
  size_t left = count - offset;
  if (left >= 4) {
    uint32_t low, high;
    memcpy(&low, name + offset, 4);
    memcpy(&high, name + count - 4, 4);
    state = name_hash_mix(state ^ (low | (uint64_t)high << 32), key2);
  } else if (left > 0) {
    uint64_t first = (uint8_t)name[offset];
    uint64_t middle = (uint8_t)name[offset + left / 2];
    uint64_t last = (uint8_t)name[count - 1];
    state = name_hash_mix(state ^ (first | middle << 8 | last << 16), key2);
  }
  return name_hash_mix(state ^ key1, key2);
}

#endif
