// cmark-gfm, seen from Swift: Markdown to HTML.
#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
