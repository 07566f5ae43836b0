#include "CausesWords.h"

static const uint8_t english[] = {
#embed "causes.en.tsv"
};
static const uint8_t chinese[] = {
#embed "causes.zh.tsv"
};

const uint8_t *causes_english(size_t *count) {
  *count = sizeof english;
  return english;
}

const uint8_t *causes_chinese(size_t *count) {
  *count = sizeof chinese;
  return chinese;
}
