/// Symbols of the command line, which have no referrer, with what asks for them.
///
/// They are a few, and asked about for every row of every index.
struct RootSymbols {
  /// By id: a line's names are the first that are met.
  private var kinds: [ExtractionReason.Kind?] = []

  subscript(_ symbol: SymbolID) -> ExtractionReason.Kind? {
    get { symbol.index < kinds.count ? kinds[symbol.index] : nil }
    set {
      if symbol.index >= kinds.count {
        kinds.append(contentsOf: repeatElement(nil, count: symbol.index + 1 - kinds.count))
      }
      kinds[symbol.index] = newValue
    }
  }
}
