/// The most memory that `staticld resolve` has at once.
func measureMemory(_ machine: Machine, _ report: inout Report) throws {
  let limit = 150_000_000
  let library = "/usr/lib/x86_64-linux-gnu/libpython3.11.a"
  let unserved = try machine.objectWantingNothingThatExists()
  let floor = try Command(["true"]).run().peakMemory
  let resolve = try machine.staticld(["resolve", library]).run()
  let scan = try machine.staticld(["resolve", unserved]).run(expecting: 1)
  report.memory("peak memory of resolve libpython3.11.a", resolve.peakMemory, limit: limit)
  report.memory("peak memory, a symbol that nobody has", scan.peakMemory, limit: limit)
  report.memory("peak memory of true, the least to be told", floor, limit: nil)
}
