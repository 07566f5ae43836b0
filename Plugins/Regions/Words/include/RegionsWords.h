// The word lists of Regions, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *regions_areas(size_t *count);
const uint8_t *regions_subdivisions(size_t *count);
const uint8_t *regions_cities(size_t *count);
const uint8_t *regions_clouds(size_t *count);
const uint8_t *regions_places(size_t *count);
const uint8_t *regions_frames(size_t *count);
