// What Swift's own module of the C library leaves out.
#ifndef STATICLD_CGLIBC_SHIM_H
#define STATICLD_CGLIBC_SHIM_H

#include <malloc.h>

#endif
