#include "ReportAssets.h"

static const uint8_t style[] = {
#embed "report.css"
};
static const uint8_t script[] = {
#embed "report.js"
};

const uint8_t *report_style(size_t *count) { return *count = sizeof style, style; }
const uint8_t *report_script(size_t *count) { return *count = sizeof script, script; }
