// The word list of Impact, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *impact_words(size_t *count);
