import PostmortemPlugin
import RegionsWords

/// What the words beside a place say of it.
enum Frame: String, Sendable {
  /// After a place: the seat of a firm. Before it: `seated`.
  case seat, seated
  /// Machines are there: words before a place, and words after it.
  case stands, machines
  /// After a place: no place at all. Before it: `named`.
  case none, named
  /// Before a name that may be no place: it is one.
  case locative
  /// In a clause: it tells of the user base.
  case base
  /// People there: words before a place, and words after it.
  case people, told
  /// It tells where most of the trouble or the reports are.
  case share
  /// At the beginning of a clause: it adds to what the clause before said.
  case adds
  /// Before a place: all but it.
  case beyond
  /// In a clause: the people of a place are kept out.
  case barred
  /// In a sentence: another occasion.
  case elsewhen
  /// A cue that by itself says that something stayed up.
  case spares
}

/// The phrases of `frames.tsv`.
enum Frames {
  static let shared: FrameList<Frame> = {
    var count = 0
    return FrameList(rows: WordList.rows(regions_frames(&count), count: count))
  }()
}
