#include "RegionsWords.h"

static const uint8_t areas[] = {
#embed "areas.tsv"
};
static const uint8_t subdivisions[] = {
#embed "subdivisions.tsv"
};
static const uint8_t cities[] = {
#embed "cities.tsv"
};
static const uint8_t clouds[] = {
#embed "clouds.tsv"
};
static const uint8_t places[] = {
#embed "places.tsv"
};
static const uint8_t frames[] = {
#embed "frames.tsv"
};

const uint8_t *regions_areas(size_t *count) {
  *count = sizeof areas;
  return areas;
}

const uint8_t *regions_subdivisions(size_t *count) {
  *count = sizeof subdivisions;
  return subdivisions;
}

const uint8_t *regions_cities(size_t *count) {
  *count = sizeof cities;
  return cities;
}

const uint8_t *regions_clouds(size_t *count) {
  *count = sizeof clouds;
  return clouds;
}

const uint8_t *regions_places(size_t *count) {
  *count = sizeof places;
  return places;
}

const uint8_t *regions_frames(size_t *count) {
  *count = sizeof frames;
  return frames;
}
