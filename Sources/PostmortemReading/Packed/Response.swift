/// A page below the head of the HTTP response it came in, as downloaders keep it that save headers.
struct Response {
  let page: [UInt8]
  let contentType: String?
  let trace: SaveTrace

  init(_ bytes: [UInt8]) {
    let status = (bytes.firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    let fields = Fields(bytes, in: min(status, bytes.count)..<bytes.count)
    page = Array(bytes[min(fields.end, bytes.count)...])
    contentType = fields.first("content-type")
    var trace = SaveTrace(kind: "http", marker: "")
    if let date = fields.first("date") {
      trace.time = SaveTime.mail(date)
      trace.timeWords = date
      trace.marker = "Date: \(date)"
    }
    self.trace = trace
  }

  static func isResponse(_ head: [UInt8]) -> Bool {
    ["HTTP/1.0 ", "HTTP/1.1 ", "HTTP/2 ", "HTTP/3 "].contains { head.starts(with: $0.utf8) }
  }
}
