import PostmortemPlugin

/// A short name for bytes: FNV-1a of 64 bits (RFC 9923), which needs no library and is the same
/// everywhere. It tells things apart and protects nothing.
public struct Fingerprint: Sendable, Hashable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add<Bytes: Sequence>(_ bytes: Bytes) where Bytes.Element == UInt8 {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// The parts one after the other, told apart by a byte that no text holds.
  public init(_ parts: String...) {
    for part in parts {
      add(part.utf8)
      add([0xFF])
    }
  }

  /// Sixteen hexadecimal digits.
  public var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Document {
  /// A name for the page's own words, whatever stands around them.
  var textHash: String {
    var print = Fingerprint()
    for index in blocks.indices where isOwn(block: index) {
      print.add(text[blocks[index].range])
      print.add([0x0A])
    }
    return print.hex
  }

  /// At most so many links of a page are kept.
  private static let mostLeads = 100

  /// Where the page's own words lead, each address once, in the page's order.
  var leads: [String] {
    var seen: Set<String> = []
    var leads: [String] = []
    for link in links where leads.count < Document.mostLeads {
      if let block = block(at: link.range.lowerBound), !isOwn(block: block) { continue }
      let address = Address.kept(in: value(of: link.target))
      if address.hasPrefix("http"), seen.insert(address).inserted { leads.append(address) }
    }
    return leads
  }
}

/// Addresses as names of pages.
enum Address {
  /// The address that an archive's address holds: `…/web/2014…/https://…`.
  static func kept(in address: String) -> String {
    for scheme in ["/https://", "/http://"] {
      let marks = Array(scheme.utf8)
      let bytes = Array(address.utf8)
      guard bytes.count > marks.count else { continue }
      for start in stride(from: bytes.count - marks.count, to: 0, by: -1)
      where bytes[start..<start + marks.count].elementsEqual(marks) {
        return String(decoding: bytes[(start + 1)...], as: UTF8.self)
      }
    }
    return address
  }

  /// What is the same for every way to write one page's address: host and path, without scheme, `www`,
  /// query, fragment, the mark of a light version and the slash at the end.
  static func name(of address: String) -> String {
    var rest = kept(in: address)[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    for host in ["www.", "m.", "amp."] where rest.hasPrefix(host) { rest = rest.dropFirst(host.count) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    if rest.hasSuffix("/amp") { rest = rest.dropLast(4) }
    return rest.lowercased()
  }

  /// The host, in lower case.
  static func host(of address: String) -> String {
    String(name(of: address).prefix { $0 != "/" && $0 != ":" })
  }
}
