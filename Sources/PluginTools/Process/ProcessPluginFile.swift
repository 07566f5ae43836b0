import PostmortemPlugin

/// Reads the part of a `plugin.yaml` that a program needs.
enum ProcessPluginFile {
  static func plugin(
    _ settings: Settings, manifest: Manifest, folder: String, complain: @escaping @Sendable (String) -> Void
  ) throws -> ProcessPlugin {
    guard let node = settings["command"], node.sequence != nil else {
      throw settings.fault(
        settings["command"] ?? settings.node,
        "“command” must be a list, as no shell reads it: command: [python3, plugin.py]")
    }
    // No path is put before it: the program starts in its own folder, where a name with a slash is looked for.
    let command = try settings.texts("command").map(\.text)
    guard !command.isEmpty else {
      throw settings.fault(node, "“command” is empty; write command: [python3, plugin.py]")
    }
    var limits = Child.Limits()
    if let seconds = try settings.text("seconds") {
      guard let number = Double(seconds), number > 0, number <= 3600 else {
        throw settings.fault(settings["seconds"]!, "“\(seconds)” must be a number of seconds from 0.1 to 3600")
      }
      limits.seconds = number
    }
    return ProcessPlugin(
      manifest: manifest, wake: try settings.texts("wake").map(\.text), command: command, folder: folder,
      limits: limits, complain: complain)
  }
}
