// The word lists of Products, compiled into the binary (C23 #embed).
#pragma once
#include <stddef.h>
#include <stdint.h>

const uint8_t *products_services(size_t *count);
const uint8_t *products_frames(size_t *count);
const uint8_t *products_kinds(size_t *count);
const uint8_t *products_trades(size_t *count);
