import PostmortemPlugin
import Testing

@Suite struct FrameListTests {
  private enum Frame: String { case before, after }
  private let list = FrameList<Frame>(rows: [
    ["users in", "before"], ["in", "before"], ["is down", "after"], ["宕机", "after"], ["nonsense", "unknown"],
  ])

  @Test func theLongestPhraseCounts() {
    #expect(list.ending("many users in", .before) == "users in")
    #expect(list.beginning("is down again", .after) == "is down")
  }

  @Test func latinPhrasesAreWholeWords() {
    #expect(list.ending("within", .before) == nil)
    #expect(list.beginning("is downstream", .after) == nil)
    #expect(!list.contains("this is downstream", .after))
  }

  @Test func chinesePhrasesStandAnywhere() {
    #expect(list.contains("今天又宕机了", .after))
    #expect(list.beginning("宕机了", .after) == "宕机")
  }

  @Test func framesDoNotMix() {
    #expect(list.ending("is down", .before) == nil)
    #expect(list.holds("is down", .after) && !list.holds("is down", .before))
    #expect(!list.contains("nonsense", .before) && !list.contains("", .after))
  }
}
