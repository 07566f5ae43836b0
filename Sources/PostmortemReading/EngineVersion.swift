import CLibXML2

extension PageReader {
  /// Name and version of the parser, for the line under a report: another version may read a page
  /// otherwise.
  public static let engineVersion = "libxml2 " + LIBXML_DOTTED_VERSION
}
