#include "NatureWords.h"

static const uint8_t signs[] = {
#embed "signs.tsv"
};

const uint8_t *nature_signs(size_t *count) {
  *count = sizeof signs;
  return signs;
}
