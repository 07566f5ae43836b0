#include "PluginAssets.h"

static const uint8_t schema[] = {
#embed "../../Schema/process-plugin.schema.json"
};
static const uint8_t data_plugin_yaml[] = {
#embed "Templates/data/plugin.yaml"
};
static const uint8_t data_readme_md[] = {
#embed "Templates/data/README.md"
};
static const uint8_t process_plugin_yaml[] = {
#embed "Templates/process/plugin.yaml"
};
static const uint8_t process_plugin_py[] = {
#embed "Templates/process/plugin.py"
};
static const uint8_t process_readme_md[] = {
#embed "Templates/process/README.md"
};
static const uint8_t swift_package_swift[] = {
#embed "Templates/swift/Package.swift.txt"
};
static const uint8_t swift_plugin_swift[] = {
#embed "Templates/swift/Plugin.swift.txt"
};
static const uint8_t swift_main_swift[] = {
#embed "Templates/swift/main.swift.txt"
};
static const uint8_t swift_exampletests_swift[] = {
#embed "Templates/swift/ExampleTests.swift.txt"
};
static const uint8_t swift_readme_md[] = {
#embed "Templates/swift/README.md"
};
static const uint8_t swift_gitignore[] = {
#embed "Templates/swift/gitignore"
};

static const plugin_template templates[] = {
  {"data", "plugin.yaml", data_plugin_yaml, sizeof data_plugin_yaml},
  {"data", "README.md", data_readme_md, sizeof data_readme_md},
  {"process", "plugin.yaml", process_plugin_yaml, sizeof process_plugin_yaml},
  {"process", "plugin.py", process_plugin_py, sizeof process_plugin_py},
  {"process", "README.md", process_readme_md, sizeof process_readme_md},
  {"swift", "Package.swift", swift_package_swift, sizeof swift_package_swift},
  {"swift", "Sources/{{type}}Plugin/{{type}}.swift", swift_plugin_swift, sizeof swift_plugin_swift},
  {"swift", "Sources/Command/main.swift", swift_main_swift, sizeof swift_main_swift},
  {"swift", "Tests/{{type}}Tests/ExampleTests.swift", swift_exampletests_swift, sizeof swift_exampletests_swift},
  {"swift", "README.md", swift_readme_md, sizeof swift_readme_md},
  {"swift", ".gitignore", swift_gitignore, sizeof swift_gitignore},
};

const uint8_t *plugin_schema(size_t *count) { return *count = sizeof schema, schema; }
const plugin_template *plugin_templates(size_t *count) {
  return *count = sizeof templates / sizeof *templates, templates;
}
