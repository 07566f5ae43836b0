// The word lists of Regions, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *regions_regions(size_t *count);
