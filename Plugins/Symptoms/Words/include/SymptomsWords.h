// The word lists of Symptoms, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *symptoms_english(size_t *count);
const uint8_t *symptoms_chinese(size_t *count);
