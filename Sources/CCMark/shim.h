// cmark-gfm, seen from Swift: Markdown to HTML.
#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>
static inline void pm_free(void *p) { free(p); }  // what cmark renders is the caller's to free
