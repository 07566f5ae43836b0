#include "PostmortemWords.h"

static const uint8_t cues_en[] = {
#embed "cues.en.tsv"
};
static const uint8_t cues_zh[] = {
#embed "cues.zh.tsv"
};
static const uint8_t parts[] = {
#embed "parts.tsv"
};
static const uint8_t vague[] = {
#embed "vague.tsv"
};

const uint8_t *postmortem_cues_en(size_t *count) {
  *count = sizeof cues_en;
  return cues_en;
}

const uint8_t *postmortem_cues_zh(size_t *count) {
  *count = sizeof cues_zh;
  return cues_zh;
}

const uint8_t *postmortem_vague(size_t *count) {
  *count = sizeof vague;
  return vague;
}

const uint8_t *postmortem_parts(size_t *count) {
  *count = sizeof parts;
  return parts;
}
