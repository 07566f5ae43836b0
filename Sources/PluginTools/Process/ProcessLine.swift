import Foundation
import PostmortemPlugin

/// One page as a process plugin gets it: one line of JSON. `Schema/process-plugin.schema.json` describes it.
struct PageRequest: Encodable {
  struct Block: Encodable {
    let kind: String
    let text: String
    /// The shared cues in it, each once: what its words say of an outage.
    let cues: [String]
    /// The number of the incident of a page that lists several; nil elsewhere.
    let incident: Int?
    /// Whether it is of the page's own words, not of its comments or of other stories.
    let own: Bool
  }

  let postmortem = 1
  let page: String
  let url: String?
  let title: String
  let language: String
  let published: String?
  let blocks: [Block]

  init(_ reading: Reading) {
    let document = reading.document
    page = document.page
    url = document.url
    title = document.title
    language = document.language.rawValue
    published = document.published?.text
    var cues: [Int: [String]] = [:]
    for hit in reading.hits.cues where !cues[hit.block, default: []].contains(hit.cue.rawValue) {
      cues[hit.block, default: []].append(hit.cue.rawValue)
    }
    let sections = document.sections.indices.filter { document.sections[$0].kind.isIncident }
    blocks = document.blocks.enumerated().map { index, block in
      Block(
        kind: block.kind.rawValue, text: document.string(block.range), cues: cues[index] ?? [],
        incident: document.incident(of: index).flatMap { sections.firstIndex(of: $0) },
        own: document.isOwn(block: index))
    }
  }

  /// The line, with its line feed.
  var line: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A value of text and numbers can always be written.
    return Array(try! encoder.encode(self)) + [0x0A]
  }
}

/// What a process plugin says of one page: one line of JSON.
struct PageAnswer: Decodable {
  struct Quote: Decodable {
    let text: String
    /// The number of the block, counted from 0.
    let block: Int
    /// Where in the block the words begin, in characters (Unicode code points); the first place if not given.
    let at: Int?
  }

  struct Claim: Decodable {
    let value: Scalar
    let quotes: [Quote]
    let field: String?
    let rule: String?
    let role: String?
    let polarity: String?
    let modality: String?
    let confidence: String?
  }

  /// Text or a number.
  enum Scalar: Decodable {
    case text(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  let claims: [Claim]?
  /// Why the plugin could not read the page.
  let error: String?

  /// - Throws: `Mistake` where the line is no answer.
  init(line: [UInt8]) throws {
    do { self = try JSONDecoder().decode(PageAnswer.self, from: Data(line)) } catch let error as DecodingError {
      throw Mistake(message: PageAnswer.describe(error))
    }
  }

  struct Mistake: Error { let message: String }

  private static func describe(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "“\(key.stringValue)” is missing in answer\(place(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "answer\(place(context.codingPath)) is of the wrong kind"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "it is no JSON" : "answer\(place(context.codingPath)) can't be read"
    @unknown default: return "it can't be read"
    }
  }
}
