/* Calls two versions of zlib and of OpenSSL; each undoes what the other did. */
#include <stdio.h>
#include <string.h>

typedef unsigned char byte;

#define DECLARE(p) \
  const char *p##zlibVersion(void); \
  int p##compress(byte *, unsigned long *, const byte *, unsigned long); \
  int p##uncompress(byte *, unsigned long *, const byte *, unsigned long); \
  const char *p##OpenSSL_version(int); \
  byte *p##SHA256(const byte *, unsigned long, byte *); \
  const void *p##TLS_method(void); \
  void *p##SSL_CTX_new(const void *); \
  void p##SSL_CTX_free(void *);
DECLARE(old_)
DECLARE(new_)

static int is_undone(int (*compress)(byte *, unsigned long *, const byte *, unsigned long),
                     int (*uncompress)(byte *, unsigned long *, const byte *, unsigned long)) {
  byte text[5000], packed[6000], back[5000];
  unsigned long packed_size = sizeof packed, size = sizeof back;
  for (size_t i = 0; i < sizeof text; i++) text[i] = i * i / 7;
  return compress(packed, &packed_size, text, sizeof text) == 0 &&
         uncompress(back, &size, packed, packed_size) == 0 && !memcmp(text, back, sizeof text);
}

int main(void) {
  byte one[32], two[32];
  printf("zlib %s and %s\n", old_zlibVersion(), new_zlibVersion());
  printf("%.13s and %.12s\n", old_OpenSSL_version(0), new_OpenSSL_version(0));
  if (!strcmp(old_zlibVersion(), new_zlibVersion())) return puts("one zlib"), 1;
  if (!strcmp(old_OpenSSL_version(0), new_OpenSSL_version(0))) return puts("one OpenSSL"), 1;
  if (!is_undone(old_compress, new_uncompress)) return puts("old to new"), 1;
  if (!is_undone(new_compress, old_uncompress)) return puts("new to old"), 1;
  old_SHA256((const byte *)"abc", 3, one);
  new_SHA256((const byte *)"abc", 3, two);
  if (memcmp(one, two, 32)) return puts("other sums"), 1;
  void *old = old_SSL_CTX_new(old_TLS_method()), *new = new_SSL_CTX_new(new_TLS_method());
  if (!old || !new) return puts("no TLS"), 1;
  old_SSL_CTX_free(old);
  new_SSL_CTX_free(new);
  return 0;
}
