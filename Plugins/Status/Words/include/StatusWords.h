// The word lists of Status, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *status_english(size_t *count);
const uint8_t *status_chinese(size_t *count);
