/// Symbols of the command line, which have no referrer, with what asks for them.
///
/// They are a few, and asked about for every row of every index.
struct RootSymbols {
  private var kinds: [SymbolID: ExtractionReason.Kind] = [:]
  private var known = SymbolSet()

  subscript(_ symbol: SymbolID) -> ExtractionReason.Kind? {
    get { known.contains(symbol) ? kinds[symbol] : nil }
    set {
      if newValue == nil { _ = known.remove(symbol) } else { known.insert(symbol) }
      kinds[symbol] = newValue
    }
  }
}
