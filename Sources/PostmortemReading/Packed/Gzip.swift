import CZlib

/// Unpacks gzip (RFC 1952), however many members the file has.
enum Gzip {
  enum Outcome {
    case whole([UInt8])
    /// The file ends or goes wrong inside: what came before.
    case cut([UInt8])
    case tooLarge
  }

  /// Whether bytes begin as gzip does.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// - Parameter limit: how large the unpacked bytes may be: a few packed bytes can mean gigabytes.
  static func unpack(_ packed: [UInt8], limit: Int) -> Outcome {
    var stream = z_stream()
    // 15 bits of window, and 16 for the gzip wrapper.
    guard pm_inflate_init(&stream, 15 + 16) == Z_OK else { return .cut([]) }
    defer { inflateEnd(&stream) }
    var input = packed
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var out: [UInt8] = []
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while true {
        let (status, written) = step(&stream, &buffer)
        out.append(contentsOf: buffer[0..<written])
        if out.count > limit { return .tooLarge }
        switch status {
        case Z_STREAM_END:
          if stream.avail_in == 0 { return .whole(out) }
          // Another member, or padding that nobody asked for.
          guard stream.avail_in > 2, stream.next_in[0] == 0x1F, stream.next_in[1] == 0x8B, inflateReset(&stream) == Z_OK
          else { return .whole(out) }
        case Z_OK where written > 0 || stream.avail_in > 0: continue
        default: return .cut(out)
        }
      }
    }
  }

  private static func step(_ stream: inout z_stream, _ buffer: inout [UInt8]) -> (status: Int32, written: Int) {
    let room = buffer.count
    return buffer.withUnsafeMutableBufferPointer { buffer in
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(room)
      let status = inflate(&stream, Z_NO_FLUSH)
      return (status, room - Int(stream.avail_out))
    }
  }
}
