#ifndef STATICLD_CLIBELF_SHIM_H
#define STATICLD_CLIBELF_SHIM_H

#include <gelf.h>
#include <libelf.h>

#endif
