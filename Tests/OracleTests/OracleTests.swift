import Testing

/// What `staticld resolve` claims about a link against what the real linker did.
@Suite("Oracle", WritesOracleTable())
enum Oracle {
  @Suite("Corpus")
  struct Corpus {
    @Test("whole archives", arguments: CorpusCases.all(.whole))
    func whole(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }

    @Test("references", arguments: CorpusCases.all(.ref))
    func references(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }
  }
}
