// zlib, seen from Swift. inflateInit2 is a macro, which Swift can't see.
#pragma once
#include <zlib.h>

static inline int pm_inflate_init(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
