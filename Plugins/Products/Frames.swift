import PostmortemPlugin
import ProductsWords

/// What the words beside a name say of the part it plays.
enum Frame: String, Sendable {
  /// Before a name: people talk there.
  case place
  /// After a name: the same.
  case talk
  /// After a name: it speaks.
  case speaks
  /// A cue whose object suffers and whose subject does not.
  case strikes
  /// Between a cue and the name it is said of.
  case linked
  /// Before a name: others stand on it.
  case carries
  /// Before a name: it is held against another.
  case contrast
  /// A cue that by itself says that something stayed up.
  case spares
  /// A cue of recovery that after "still" says that it never failed.
  case steady
  /// A cue of recovery that says so only of what is known to be down.
  case weak
  /// Before a cue: it tells of no outage that has been.
  case generic
  /// In a sentence: it tells of another occasion.
  case elsewhen
  /// After a harming cue: something else suffers.
  case victim
  /// After a name: it only tells of what kind another thing is.
  case kind
  /// Between a name and a cue: what the cue tells of only goes on at the same time.
  case meanwhile
  /// It takes up the subject of its sentence again.
  case again
  /// A cue that of a place with opening hours says nothing.
  case closes
  /// After a possessive: the owner's own service, not a thing of its.
  case own
}

/// The phrases of `frames.tsv`.
enum Frames {
  static let shared: FrameList<Frame> = {
    var count = 0
    return FrameList(rows: WordList.rows(products_frames(&count), count: count))
  }()
}
