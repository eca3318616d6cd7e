internal import ObjectFiles

/// A module of the standard library that wants a library from outside.
public struct LibraryModule: Hashable, Sendable {
  public var name: String
  /// The header that declares ``function``.
  var header: String
  /// A function of the library that the module calls: that it links statically is the condition.
  var function: String
  /// What to put behind the module on a link line; the first that links is taken.
  var words: [[ByteString]]
  /// Debian's package of the static library.
  var package: String

  private init(
    _ name: String, _ header: String, _ function: String, _ words: [[ByteString]], _ package: String
  ) {
    self.name = name
    self.header = header
    self.function = function
    self.words = words
    self.package = package
  }

  /// All that are tried.
  ///
  /// The second choice of OpenSSL's words is that of a libcrypto.a with compression, as Debian 13
  /// builds it; of SQLite's, of one without; of ncurses', of one that holds the terminal functions.
  public static let all: [LibraryModule] = [
    .init("zlib", "zlib.h", "inflate", [["-lz"]], "zlib1g-dev"),
    .init("_bz2", "bzlib.h", "BZ2_bzDecompress", [["-lbz2"]], "libbz2-dev"),
    .init("_lzma", "lzma.h", "lzma_code", [["-llzma"]], "liblzma-dev"),
    .init("_ctypes", "ffi.h", "ffi_prep_closure_loc", [["-lffi", "-ldl"]], "libffi-dev"),
    .init(
      "_sqlite3", "sqlite3.h", "sqlite3_open_v2",
      [["-lsqlite3", "-lm", "-lz", "-ldl"], ["-lsqlite3", "-lm", "-ldl"]], "libsqlite3-dev"),
    .init(
      "_ssl", "openssl/ssl.h", "SSL_new",
      [["-lssl", "-lcrypto", "-ldl"], ["-lssl", "-lcrypto", "-lz", "-lzstd", "-ldl"]],
      "libssl-dev"),
    .init(
      "_hashlib", "openssl/evp.h", "EVP_DigestInit_ex",
      [["-lcrypto", "-ldl"], ["-lcrypto", "-lz", "-lzstd", "-ldl"]], "libssl-dev"),
    .init("_uuid", "uuid/uuid.h", "uuid_generate_time_safe", [["-luuid"]], "uuid-dev"),
    .init("_crypt", "crypt.h", "crypt_r", [["-lcrypt"]], "libcrypt-dev"),
    .init(
      "_curses", "curses.h", "initscr", [["-lncursesw", "-ltinfo"], ["-lncursesw"]],
      "libncurses-dev"),
    .init(
      "_curses_panel", "panel.h", "update_panels",
      [["-lpanelw", "-lncursesw", "-ltinfo"], ["-lpanelw", "-lncursesw"]], "libncurses-dev"),
  ]

  /// Modules that are left out although they could be built, and why.
  static let unwanted: [String: String] = [
    "_gdbm": "libgdbm is under the GPL, as would be every program that has it inside",
    "_dbm": "its library is under the GPL or AGPL, as would be every program that has it inside",
    "readline": "libreadline is under the GPL, as would be every program that has it inside",
    "_tkinter": "Tcl and Tk want files of their own and an X server",
    "nis": "deprecated, and wants libtirpc",
  ]
}
