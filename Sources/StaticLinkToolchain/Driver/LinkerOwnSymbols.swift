import ObjectFiles
import StaticLink

/// The symbols that a linker defines without any script, measured by linking an object that
/// refers to each of them (GNU ld 2.40, gold 1.16, LLD 21, mold 1.10, x86-64, AArch64 alike).
enum LinkerOwnSymbols {
  static func names(
    of family: LinkerIdentity.Family, emulation: ByteString?, mode: LinkMode, isPIE: Bool
  ) -> [ByteString] {
    var names: [ByteString] = ["_GLOBAL_OFFSET_TABLE_", "__ehdr_start"]
    if isPIE || mode != .static { names.append("_DYNAMIC") }
    if family == .bfd { return names }

    names += [
      "__executable_start", "__bss_start", "_end", "end", "_etext", "etext", "_edata", "edata",
      "__preinit_array_start", "__preinit_array_end", "__init_array_start", "__init_array_end",
      "__fini_array_start", "__fini_array_end",
    ]
    if !isPIE || family != .lld {
      // REL targets have the same pair under another name.
      let usesREL = emulation == "elf_i386" || emulation?.hasPrefix("armelf") == true
      names +=
        usesREL
        ? ["__rel_iplt_start", "__rel_iplt_end"] : ["__rela_iplt_start", "__rela_iplt_end"]
    }
    switch family {
    case .bfd: break
    case .gold: names += ["__etext", "__stack"]
    case .lld: names += ["__dso_handle", "_TLS_MODULE_BASE_"]
    case .mold:
      names += [
        "__dso_handle", "_TLS_MODULE_BASE_", "_PROCEDURE_LINKAGE_TABLE_", "__GNU_EH_FRAME_HDR",
        "_DYNAMIC",
      ]
    }
    return names
  }
}
