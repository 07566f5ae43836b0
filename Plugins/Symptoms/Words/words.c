#include "SymptomsWords.h"

static const uint8_t english[] = {
#embed "symptoms.en.tsv"
};
static const uint8_t chinese[] = {
#embed "symptoms.zh.tsv"
};

const uint8_t *symptoms_english(size_t *count) {
  *count = sizeof english;
  return english;
}

const uint8_t *symptoms_chinese(size_t *count) {
  *count = sizeof chinese;
  return chinese;
}
