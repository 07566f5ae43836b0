// PCRE2 over bytes, seen from Swift: regular expressions with a limit on the steps they may take.
#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
