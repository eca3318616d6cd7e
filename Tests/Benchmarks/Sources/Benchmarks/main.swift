import Glibc

do {
  try benchmark(Options(Array(CommandLine.arguments.dropFirst())))
} catch {
  let message = "Benchmarks: \(error)\n"
  write(2, message, message.utf8.count)
  exit(2)
}

/// Measures all that is wanted and prints one table.
func benchmark(_ options: Options) throws {
  let machine = try Machine(options)
  var report = Report()
  for part in Options.Part.allCases where options.wants(part) {
    switch part {
    case .memory: try measureMemory(machine, &report)
    case .startup: try measureStartUp(machine, &report)
    case .check: try measureCheck(machine, &report)
    case .dropin: try measureDropIn(machine, &report)
    case .resolve: try measureResolve(machine, &report)
    case .indexes: try measureIndexes(machine, &report)
    case .symbols: try measureSymbols(machine, &report)
    }
  }
  print(machine.description)
  print(report.text, terminator: "")
  if report.isExceeded, options.enforcesLimits { exit(1) }
}
