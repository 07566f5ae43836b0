#pragma once
#include <stddef.h>
#include <stdint.h>

/// One file of a new plugin; `{{name}}`, `{{id}}`, `{{type}}` and `{{sources}}` in it are filled in.
typedef struct {
  /// `data`, `process` or `swift`.
  const char *kind;
  /// Where it goes in the plugin's folder.
  const char *path;
  const uint8_t *bytes;
  size_t count;
} plugin_template;

/// The files of new plugins of every kind.
const plugin_template *plugin_templates(size_t *count);

/// The JSON schema of the lines that a process plugin gets and gives, UTF-8.
const uint8_t *plugin_schema(size_t *count);
