#pragma once
#include <stddef.h>
#include <stdint.h>

/// The style and the script of the HTML report, UTF-8.
const uint8_t *report_style(size_t *count);
const uint8_t *report_script(size_t *count);
