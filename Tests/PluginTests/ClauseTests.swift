import PostmortemPlugin
import Testing

@Suite struct ClauseTests {
  private func sentences(_ text: String) -> [String] {
    let (document, clauses) = split(text)
    var seen: [Range<Int>] = []
    for clause in clauses.all where !seen.contains(clause.sentence) { seen.append(clause.sentence) }
    return seen.map { document.string($0) }
  }

  private func split(_ text: String) -> (Document, Clauses) {
    var builder = DocumentBuilder(page: "t")
    let path = builder.addPath("p", below: nil)
    builder.addBlock(text.utf8, kind: .paragraph, path: path)
    let document = builder.finish()
    return (document, Clauses(document: document, cues: []))
  }

  @Test func abbreviationsAndHalfDaysEndNoSentence() {
    #expect(sentences("It fell at 9:47 a.m. Pacific time. It rose at 3 p.m. The U.S. slept.").count == 3)
    #expect(sentences("Acme Inc. said so on Jan. 24 in Paris.").count == 1)
    #expect(sentences("Version 1.5 broke it.").count == 1)
    #expect(sentences("Save the file feed.xml. Do it today.").count == 2)
  }

  @Test func chineseStopsEndSentences() {
    #expect(sentences("服务中断。用户无法登录！为什么？没有人知道").count == 4)
  }

  @Test func commasPartClausesButNotFigures() {
    let (_, clauses) = split("In Spain, 1,000 users saw 2:30 on the clock; others, nothing.")
    #expect(clauses.all.count == 4)
  }

  @Test func clausesCoverTheBlockWithoutGaps() {
    let (document, clauses) = split("甲，乙（丙）；丁。Next: one – two. End")
    #expect(clauses.all.first?.range.lowerBound == 0)
    #expect(clauses.all.last?.range.upperBound == document.blocks[0].range.upperBound)
    for (left, right) in zip(clauses.all, clauses.all.dropFirst()) {
      #expect(left.range.upperBound == right.range.lowerBound)
    }
  }

  @Test func everyOffsetHasItsClause() {
    let (document, clauses) = split("One, two. Three: four?")
    for offset in document.blocks[0].range { #expect(clauses.clause(at: offset)?.range.contains(offset) == true) }
    #expect(clauses.clause(at: 9999) == nil)
  }
}
