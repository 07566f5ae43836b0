// The word list of Nature, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *nature_signs(size_t *count);
