// The word lists that every plugin shares, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *postmortem_cues_en(size_t *count);
const uint8_t *postmortem_cues_zh(size_t *count);
const uint8_t *postmortem_vague(size_t *count);
const uint8_t *postmortem_parts(size_t *count);
