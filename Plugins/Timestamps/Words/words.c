#include "TimestampsWords.h"

static const uint8_t times_en[] = {
#embed "times.en.tsv"
};

const uint8_t *timestamps_times_en(size_t *count) {
  *count = sizeof times_en;
  return times_en;
}

static const uint8_t times_zh[] = {
#embed "times.zh.tsv"
};

const uint8_t *timestamps_times_zh(size_t *count) {
  *count = sizeof times_zh;
  return times_zh;
}

static const uint8_t zones[] = {
#embed "zones.tsv"
};

const uint8_t *timestamps_zones(size_t *count) {
  *count = sizeof zones;
  return zones;
}
