import Foundation
import PluginTools
import Testing

/// What is said of a plugin that is wrong: file, line, column, and what to write instead.
@Suite struct PluginFaultTests {
  @Test(arguments: [
    ("rules: [{word: [a]}]", "plugin.yaml:6:10: “word” is unknown in a rule; write “words”"),
    ("rules: [{words: [a], near: outagge}]", "plugin.yaml:6:28: “outagge” is unknown as “near”; write “outage”"),
    ("rules: [{words: [a], role: victim}]", "plugin.yaml:6:28: “victim” is unknown as “role”; there are affected,"),
    ("rules: [{pattern: 'ab(c'}]", "plugin.yaml:6:24: the pattern can't be used: missing closing parenthesis"),
    ("rules: [{pattern: 'ab', value: $1}]", "plugin.yaml:6:32: “$1” names no capture: the pattern has 0"),
    ("rules: [{pattern: '[0-9]+'}]", "plugin.yaml:6:19: say with “needs” which words"),
    ("rules: [{words: [a], needs: b}]", "plugin.yaml:6:29: “needs” belongs to a rule with “pattern”"),
    ("rules: [{words: [a], file: b.tsv}]", "plugin.yaml:6:9: a rule has one of “words”, “file” and “pattern”"),
    ("rules: [{file: a.tsv}]", "plugin.yaml:6:16: there is no file “a.tsv” beside plugin.yaml"),
    ("rules: [{file: ../a.tsv}]", "plugin.yaml:6:16: “../a.tsv” must be a .tsv file beside plugin.yaml"),
    ("rules: {words: [a]}", "plugin.yaml:6:8: “rules” must be a list: begin each entry on a line of its own"),
    ("rules: [{words: [a], column: b}]", "plugin.yaml:6:30: “b” is unknown as “column”; there are label"),
    ("rulez: []", "plugin.yaml:6:1: “rulez” is unknown in plugin.yaml; write “rules”"),
    ("", "plugin.yaml:1:1: “rules” is missing; write “rules:”"),
    ("rules: [{words: [a]}", "plugin.yaml:7:1: this is no YAML"),
    ("command: python3 a.py", "plugin.yaml:6:10: “command” must be a list, as no shell reads it"),
    ("command: [a]\nseconds: soon", "plugin.yaml:7:10: “soon” must be a number of seconds"),
    ("command: [a]\nrules: []", "a plugin has “rules” or a “command”, not both"),
    ("seconds: 3\nrules: []", "plugin.yaml:6:10: “seconds” belongs to a plugin with “command”"),
  ])
  func faultsOfRules(rules: String, complaint: String) throws {
    let fault = try Scratch(rules: rules).fault
    #expect(fault.contains(complaint), "\(fault)")
  }

  @Test(arguments: [
    (
      "id: My Plugin\nversion: 1",
      "plugin.yaml:1:5: “My Plugin” can't be an id; write small letters, digits and hyphens, as in “my-plugin”"
    ),
    ("version: 1.0.0", "plugin.yaml:1:1: “id” is missing; write “id: my-plugin”"),
    ("id: a\nversion: 1\nsummary: b", "“columns” is missing"),
    (
      "id: a\nversion: 1\nsummary: b\ncolumns: [{field: service, heading: c}]",
      "plugin.yaml:4:19: “service” is a column of the tool's own"
    ),
    (
      "id: a\nversion: 1\nsummary: b\ncolumns: [{heading: c, merge: lasst}]",
      "plugin.yaml:4:31: “lasst” is unknown as “merge”; write “last”"
    ),
    ("id: a\nid: b", "stands here twice"), ("", "the file is empty"),
    ("- a", "plugin.yaml is written as lines of “name: value”"),
  ])
  func faultsOfTheHead(text: String, complaint: String) throws {
    let fault = try Scratch(["plugin.yaml": text]).fault
    #expect(fault.contains(complaint), "\(fault)")
  }

  @Test func faultsOfAWordList() throws {
    let two = try Scratch(rules: "rules: [{file: w.tsv}]", and: ["w.tsv": "# words\none\t1\ntwo\t2\t3\n"]).fault
    #expect(two.hasPrefix("w.tsv:3:5: write words, one tab and a value on each line"), "\(two)")
    let empty = try Scratch(rules: "rules: [{file: w.tsv}]", and: ["w.tsv": "\t1\n"]).fault
    #expect(empty.hasPrefix("w.tsv:1:1:"), "\(empty)")
  }

  @Test func aFolderWithoutPlugins() throws {
    #expect(throws: PluginFault.self) { try PluginFolder.load("/dev/null") }
    #expect(try Scratch(["a.txt": ""]).fault.contains("'postmortem plugin new NAME' writes a plugin"))
  }
}
