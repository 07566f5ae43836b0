import PostmortemPlugin

extension ReadPage {
  /// A page of which nothing could be read.
  public init(unreadable page: String, failure: Failure) {
    self.init(document: DocumentBuilder(page: page).finish(), failures: [failure], notes: [])
  }
}
