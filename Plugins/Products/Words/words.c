#include "ProductsWords.h"

static const uint8_t services[] = {
#embed "services.tsv"
};
static const uint8_t frames[] = {
#embed "frames.tsv"
};
static const uint8_t kinds[] = {
#embed "kinds.tsv"
};
static const uint8_t trades[] = {
#embed "trades.tsv"
};

const uint8_t *products_services(size_t *count) {
  *count = sizeof services;
  return services;
}

const uint8_t *products_frames(size_t *count) {
  *count = sizeof frames;
  return frames;
}

const uint8_t *products_kinds(size_t *count) {
  *count = sizeof kinds;
  return kinds;
}

const uint8_t *products_trades(size_t *count) {
  *count = sizeof trades;
  return trades;
}
