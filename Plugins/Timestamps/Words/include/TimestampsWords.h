// The word lists of Timestamps, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *timestamps_times_en(size_t *count);
const uint8_t *timestamps_times_zh(size_t *count);
const uint8_t *timestamps_zones(size_t *count);
