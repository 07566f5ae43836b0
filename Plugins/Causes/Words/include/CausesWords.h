// The word lists of Causes, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *causes_english(size_t *count);
const uint8_t *causes_chinese(size_t *count);
