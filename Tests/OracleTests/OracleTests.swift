import Testing

/// What `staticld resolve` claims about a link against what the real linker did.
@Suite("Oracle", WritesOracleTable())
enum Oracle {
  @Suite("Made links")
  struct MadeLinks {
    @Test("archives", arguments: ArchiveCases.all)
    func archives(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }

    @Test("symbols", arguments: SymbolCases.all)
    func symbols(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }

    @Test("bytecode", arguments: BytecodeCases.all)
    func bytecode(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }

    @Test("drivers and languages", arguments: DriverCases.all)
    func drivers(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }

    @Test("cross compilers", arguments: CrossCases.all)
    func cross(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }
  }

  @Suite("Corpus")
  struct Corpus {
    @Test("whole archives", arguments: CorpusCases.all(.whole))
    func whole(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }

    @Test("references", arguments: CorpusCases.all(.ref))
    func references(_ oracleCase: OracleCase) throws { try OracleRun.check(oracleCase) }
  }
}

extension Oracle {
  /// The same links under the other linkers.
  @Suite("Every linker")
  struct EveryLinker {
    @Test("made links", arguments: LinkerCase.made)
    func made(_ linkerCase: LinkerCase) throws { try linkerCase.check() }

    @Test("corpus", arguments: LinkerCase.corpus)
    func corpus(_ linkerCase: LinkerCase) throws { try linkerCase.check() }
  }
}
