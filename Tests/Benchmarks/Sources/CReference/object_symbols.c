#include "CReference.h"
#include "name_hash.h"

#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <unistd.h>

static void walk_table(Elf *elf, Elf_Scn *section, const GElf_Shdr *header,
                       struct reference_names *found) {
  Elf_Data *data = elf_getdata(section, NULL);
  Elf_Data *strings = elf_getdata(elf_getscn(elf, header->sh_link), NULL);
  if (!data || !strings || header->sh_entsize == 0) return;
  int count = data->d_size / header->sh_entsize;
  for (int row = header->sh_info; row < count; row++) {
    GElf_Sym symbol;
    if (!gelf_getsym(data, row, &symbol) || symbol.st_name >= strings->d_size) return;
    const char *name = (const char *)strings->d_buf + symbol.st_name;
    found->hashes ^= name_hash(name, strnlen(name, strings->d_size - symbol.st_name));
    found->names++;
  }
}

static void walk_object(Elf *elf, struct reference_names *found) {
  Elf_Scn *section = NULL;
  while ((section = elf_nextscn(elf, section)) != NULL) {
    GElf_Shdr header;
    if (!gelf_getshdr(section, &header) || header.sh_type != SHT_SYMTAB) continue;
    walk_table(elf, section, &header, found);
    return;
  }
}

struct reference_names reference_walk_symbols(const char *const *paths, size_t count) {
  struct reference_names found = {0, 0, 0};
  if (elf_version(EV_CURRENT) == EV_NONE) return found;
  for (size_t i = 0; i < count; i++) {
    int file = open(paths[i], O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    Elf *archive = elf_begin(file, ELF_C_READ_MMAP, NULL);
    if (archive && elf_kind(archive) == ELF_K_AR) {
      found.files++;
      Elf_Cmd command = ELF_C_READ_MMAP;
      Elf *member;
      while ((member = elf_begin(file, command, archive)) != NULL) {
        if (elf_kind(member) == ELF_K_ELF) walk_object(member, &found);
        command = elf_next(member);
        elf_end(member);
      }
    }
    elf_end(archive);
    close(file);
  }
  return found;
}
