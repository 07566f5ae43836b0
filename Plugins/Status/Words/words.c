#include "StatusWords.h"

static const uint8_t english[] = {
#embed "status.en.tsv"
};
static const uint8_t chinese[] = {
#embed "status.zh.tsv"
};

const uint8_t *status_english(size_t *count) {
  *count = sizeof english;
  return english;
}

const uint8_t *status_chinese(size_t *count) {
  *count = sizeof chinese;
  return chinese;
}
