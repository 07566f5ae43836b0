#include "ImpactWords.h"

static const uint8_t impact[] = {
#embed "impact.tsv"
};

const uint8_t *impact_words(size_t *count) {
  *count = sizeof impact;
  return impact;
}
