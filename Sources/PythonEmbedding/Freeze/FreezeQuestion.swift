internal import FoundationEssentials
internal import ObjectFiles

/// A ``FreezeRequest`` as `freeze.py` reads it.
struct FreezeQuestion: Encodable {
  private struct Own: Encodable {
    var name: String
    var path: String
  }

  private var blob: String
  private var report: String
  private var work: String
  private var cache: String?
  private var stdlib: String
  private var standardLibrary: String
  private var packages: [String]
  private var paths: [String]
  private var usesInterpreterPath: Bool
  private var wheels: [String]
  private var own: [Own]
  private var exclude: [String]
  private var optimize: Int
  private var sources: Bool
  private var builtins: [String]

  init(_ request: FreezeRequest, blob: ByteString, report: ByteString, work: ByteString) {
    self.blob = blob.description
    self.report = report.description
    self.work = work.description
    cache = request.cache?.description
    stdlib = request.standardLibrary.rawValue
    standardLibrary = request.standardLibraryDirectory.description
    packages = request.packages
    paths = request.paths.map(\.description)
    usesInterpreterPath = request.usesInterpreterPath
    wheels = request.wheels.map(\.description)
    own = request.ownModules.map { Own(name: $0.name, path: $0.path.description) }
    exclude = request.exclude
    optimize = request.optimization
    sources = request.keepsSources
    builtins = request.builtins
  }

  /// The JSON text.
  var text: [UInt8] {
    // Strings, numbers and lists of them: nothing that JSON could not hold.
    (try? JSONEncoder().encode(self)).map { [UInt8]($0) } ?? []
  }
}
