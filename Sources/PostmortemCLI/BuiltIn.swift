import NaturePlugin
import PostmortemPlugin
import ProductsPlugin
import RegionsPlugin
import TimestampsPlugin

/// The plugins that come with the product, in the order in which they are shown.
public let builtInExtractors: [any Extractor] = [Products(), Regions(), Timestamps(), Nature()]
