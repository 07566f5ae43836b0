import PostmortemPlugin
import PostmortemReading

/// Reads a page given as text.
func read(_ html: String, page: String = "page.html", url: String? = nil) -> ReadPage {
  read(Array(html.utf8), page: page, url: url)
}

/// Reads a page given as bytes.
func read(_ bytes: [UInt8], page: String = "page.html", url: String? = nil) -> ReadPage {
  PageReader().read(PageInput(page: page, bytes: bytes, url: url))
}

extension Document {
  /// The words of all own blocks, one a line.
  var ownText: String {
    blocks.indices.filter { isOwn(block: $0) }.map { string(blocks[$0].range) }.joined(separator: "\n")
  }

  /// The words of the sections of one kind.
  func text(in kind: Section.Kind) -> String {
    sections.filter { $0.kind == kind }.flatMap { blocks[$0.blocks] }.map { string($0.range) }.joined(separator: "\n")
  }

  /// The words that a page-level claim quotes.
  func quoted(_ field: Field) -> String? { claims.first { $0.field == field }?.quotes.first?.text }
}

/// An article long enough to be one, with parts before and after it.
func article(head: String = "", before: String = "", after: String = "", body: String? = nil) -> String {
  let text =
    body
    ?? """
    <p>The mail service of the city library stopped delivering letters on Tuesday morning, and nobody in the reading
    room could say why. Visitors who had come to print their tickets were sent to the post office instead.</p>
    <p>By noon the staff had put a paper notice on the door. It said that the servers were being looked at, that no
    letters had been lost, and that everything which had been sent would arrive in the course of the day.</p>
    <p>In the evening the service came back. The librarians, who had spent the day answering the telephone, said that
    they had rather enjoyed it, and that some visitors had stayed to read a book.</p>
    """
  return """
    <!doctype html><html lang="en"><head><title>Library mail stands still | The Example</title>\(head)</head><body>\(before)
    <article><h1>Library mail stands still</h1>\(text)</article>\(after)</body></html>
    """
}
