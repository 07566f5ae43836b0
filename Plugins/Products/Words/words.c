#include "ProductsWords.h"

static const uint8_t services[] = {
#embed "services.tsv"
};

const uint8_t *products_services(size_t *count) {
  *count = sizeof services;
  return services;
}
