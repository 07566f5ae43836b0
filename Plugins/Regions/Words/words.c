#include "RegionsWords.h"

static const uint8_t regions[] = {
#embed "regions.tsv"
};

const uint8_t *regions_regions(size_t *count) {
  *count = sizeof regions;
  return regions;
}
