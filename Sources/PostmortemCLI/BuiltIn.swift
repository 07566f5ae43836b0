import CausesPlugin
import ImpactPlugin
import NaturePlugin
import PostmortemPlugin
import ProductsPlugin
import RegionsPlugin
import StatusPlugin
import SymptomsPlugin
import TimestampsPlugin

/// The plugins that come with the product, in the order in which they are shown.
public let builtInExtractors: [any Extractor] = [
  Products(), Regions(), Timestamps(), Causes(), StatusExtractor(), Symptoms(), Impact(),
  Nature(),
]
