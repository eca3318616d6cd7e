/// The figures as a table, and whether any of them is too large.
struct Report {
  private struct Row {
    var cells: [String]
    var isExceeded: Bool
  }

  private static let heading = [
    "what", "this", "against", "cpu", "cpu against", "ratio", "limit", "",
  ]
  private var rows: [Row] = []

  var isExceeded: Bool { rows.contains(where: \.isExceeded) }

  enum Clock {
    case wall, cpu
  }

  /// Two times; the ratio of one clock's is what counts.
  mutating func compare(
    _ what: String, _ this: Median, against other: Median, by clock: Clock = .wall,
    limit: Double? = nil
  ) {
    let ratio = clock == .wall ? this.wall / other.wall : this.cpu / other.cpu
    let unit = clock == .wall ? "" : " (cpu)"
    add(
      what,
      [
        milliseconds(this.wall), milliseconds(other.wall), milliseconds(this.cpu),
        milliseconds(other.cpu), fixed(ratio, 2) + unit, limit.map { fixed($0, 2) } ?? "",
      ],
      isExceeded: limit.map { ratio > $0 })
  }

  /// A time for information.
  mutating func time(_ what: String, _ this: Median) {
    add(what, [milliseconds(this.wall), "", milliseconds(this.cpu), "", "", ""], isExceeded: nil)
  }

  /// A peak of memory.
  mutating func memory(_ what: String, _ bytes: Int, limit: Int?) {
    let megabytes = { (bytes: Int) in fixed(Double(bytes) / 1e6, 1) + " MB" }
    add(
      what, [megabytes(bytes), "", "", "", "", limit.map(megabytes) ?? ""],
      isExceeded: limit.map { bytes > $0 })
  }

  private mutating func add(_ what: String, _ cells: [String], isExceeded: Bool?) {
    let verdict = isExceeded.map { $0 ? "EXCEEDED" : "ok" } ?? ""
    rows.append(Row(cells: [what] + cells + [verdict], isExceeded: isExceeded ?? false))
  }

  var text: String {
    let table = [Report.heading] + rows.map(\.cells)
    let widths = Report.heading.indices.map { column in
      table.map { $0[column].count }.max() ?? 0
    }
    return table.map { cells in
      let padded = cells.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + gap : gap + cell
      }
      return padded.joined(separator: "  ") + "\n"
    }.joined()
  }
}

private func milliseconds(_ seconds: Double) -> String { fixed(seconds * 1000, 2) + " ms" }

/// A number with this many decimals.
private func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "\(value)" }
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((value * Double(scale)).rounded())
  let fraction = String(abs(scaled) % scale)
  let zeros = String(repeating: "0", count: decimals - fraction.count)
  return "\(scaled / scale).\(zeros)\(fraction)"
}
