"""Collects modules, data files and metadata for `staticld python freeze`.

It runs in the interpreter whose modules are wanted, because only that has the right compiler and
marshal.  Its argument is a request, a JSON file; the blob and the report go where that says.
"""
import ast, hashlib, importlib.util, json, marshal, os, re, shutil, sys, zipfile, zlib
from fnmatch import fnmatchcase

# What no program without a development tree, a display or a network of its own looks at.
NEVER = ["test", "test.*", "idlelib", "idlelib.*", "turtledemo", "turtledemo.*", "ensurepip", "ensurepip.*",
         "lib2to3.tests", "lib2to3.tests.*", "__phello__", "__phello__.*", "_frozen_importlib*"]
# What no importer asks a file for, on this platform or on any.
NOWHERE = {"__main__", "_frozen_importlib", "_frozen_importlib_external", "_overlapped", "_scproxy", "_winapi",
           "msvcrt", "nt", "org", "vms_lib", "winreg"}
# A minimal interpreter's roots: what CPython imports at start, and what the boot module does.
ROOTS = ["abc", "codecs", "encodings.aliases", "encodings.ascii", "encodings.latin_1", "encodings.utf_8",
         "encodings.idna", "io", "linecache", "os", "pkgutil", "runpy", "site", "traceback", "warnings",
         "importlib.metadata", "importlib.resources", "importlib.resources.abc", "importlib.util"]
CODE = (".py", ".pyc", ".pyo", ".so", ".a", ".o", ".la", ".pyi", ".pyx", ".pxd", ".pxi", ".c", ".cc", ".cpp", ".h",
        ".hpp", ".f", ".f90", ".pth", ".orig", ".rej")
EXTENSION = re.compile(r"^(?P<name>[^.]+)(\.cpython-[^.]*|\.abi3|\.pypy[^.]*)?\.so$")


class Source:
  """A module's file."""
  def __init__(self, name, path, is_package, root):
    self.name, self.path, self.is_package, self.root = name, path, is_package, root

  @property
  def filename(self):
    return "<frozen>/" + self.name.replace(".", "/") + ("/__init__.py" if self.is_package else ".py")


class Collection:
  def __init__(self, request):
    self.request = request
    self.paths = list(request["paths"])
    self.exclude = request["exclude"]
    self.wanted = set(request["packages"])
    self.modules, self.code, self.imports = {}, {}, {}
    self.data, self.extensions, self.distributions = {}, {}, {}
    self.added, self.skipped, self.excluded = [], [], []
    # Tests by their names, for modules that import something of theirs.
    self.aside = {}
    self.builtins = set(request["builtins"])
    self.stdlib = None

  def is_excluded(self, name):
    return any(fnmatchcase(name, pattern) for pattern in self.exclude)

  def is_tests(self, name):
    """Tests are taken only by their name."""
    return name.rpartition(".")[2] == "tests" and name not in self.wanted

  # Files

  def tree(self, root, top, take_data):
    """The modules of the package or module `top` in the directory `root`."""
    package = os.path.join(root, *top.split("."))
    if os.path.isdir(package):
      for directory, names, files in os.walk(package):
        names[:] = sorted(n for n in names if n.isidentifier() or (take_data and n != "__pycache__"))
        inside = os.path.relpath(directory, root).split(os.sep)
        dotted = ".".join(inside)
        is_package = all(part.isidentifier() for part in inside)
        if is_package and (self.is_excluded(dotted) or self.is_tests(dotted)):
          self.excluded.append(dotted)
          names[:] = []
          if not self.is_excluded(dotted): self.set_aside(directory, root)
          continue
        if is_package and "__init__.py" not in files and any(f.endswith((".py", ".so")) for f in files):
          yield Source(dotted, None, True, root)
        for file in sorted(files):
          path = os.path.join(directory, file)
          if is_package:
            yield from self.file(dotted, file, path, root)
          if take_data and not file.endswith(CODE):
            self.datum("/".join(inside + [file]), path)
    elif os.path.isfile(package + ".py"):
      yield Source(top, package + ".py", False, root)
    for file in sorted(os.listdir(root)) if "." not in top else ():
      match = EXTENSION.match(file)
      if match and match["name"] == top:
        self.extensions[top] = os.path.join(root, file)

  def set_aside(self, tests, root):
    for directory, _, files in os.walk(tests):
      dotted = os.path.relpath(directory, root).replace(os.sep, ".")
      self.aside[dotted] = Source(dotted, None, True, root)
      for file in files:
        stem, suffix = os.path.splitext(file)
        if suffix != ".py": continue
        is_package = stem == "__init__"
        name = dotted if is_package else dotted + "." + stem
        self.aside[name] = Source(name, os.path.join(directory, file), is_package, root)

  def file(self, package, file, path, root):
    stem, suffix = os.path.splitext(file)
    match = EXTENSION.match(file)
    if match:
      name = package + "." + match["name"]
      if not self.is_excluded(name): self.extensions[name] = path
    elif suffix == ".py" and stem.isidentifier():
      name = package if stem == "__init__" else package + "." + stem
      if self.is_excluded(name): self.excluded.append(name)
      else: yield Source(name, path, stem == "__init__", root)

  def datum(self, name, path):
    with open(path, "rb") as file: self.data[name] = file.read()

  # What to take

  def add(self, sources, because=None):
    found = False
    for source in sources:
      found = True
      if source.name in self.modules: continue
      self.modules[source.name] = source
      if because: self.added.append({"name": source.name, "importer": because})
    return found

  def add_package(self, name, because=None):
    """By its name in `import`, or by that of its distribution."""
    for root in self.paths:
      known = len(self.extensions)
      if self.add(self.tree(root, name, True), because) or len(self.extensions) > known:
        self.metadata_of(root, name)
        return True
    for root in self.paths:
      for info in self.infos(root):
        if canonical(info.split("-")[0]) != canonical(name): continue
        tops = self.tops(root, info)
        for top in tops: self.add(self.tree(root, top, True), because)
        if tops:
          self.metadata(root, info)
          return True
    return False

  def infos(self, root):
    try: names = sorted(os.listdir(root))
    except OSError: return []
    return [n for n in names if n.endswith((".dist-info", ".egg-info"))]

  def tops(self, root, info):
    """The names that a distribution installs at the top."""
    directory, tops = os.path.join(root, info), set()
    try:
      with open(os.path.join(directory, "RECORD"), encoding="utf-8", errors="replace") as file:
        for line in file:
          part = line.split(",")[0].split("/")
          if part[0] in ("..", "") or part[0].endswith((".dist-info", ".data")) or part[0] == "__pycache__": continue
          match = EXTENSION.match(part[0])
          if len(part) > 1: tops.add(part[0])
          elif part[0].endswith(".py"): tops.add(part[0][:-3])
          elif match: tops.add(match["name"])
    except OSError:
      try:
        with open(os.path.join(directory, "top_level.txt"), encoding="utf-8", errors="replace") as file: tops |= set(file.read().split())
      except OSError: pass
    return sorted(t for t in tops if t.isidentifier())

  def metadata_of(self, root, name):
    top = name.split(".")[0]
    for info in self.infos(root):
      if top in self.tops(root, info): self.metadata(root, info)

  def metadata(self, root, info):
    directory = os.path.join(root, info)
    if not os.path.isdir(directory): return
    for file in sorted(os.listdir(directory)):
      if file in ("METADATA", "PKG-INFO", "entry_points.txt", "top_level.txt", "WHEEL", "INSTALLER"):
        self.datum(info + "/" + file, os.path.join(directory, file))
    parts = info.rsplit(".", 1)[0].split("-")
    self.distributions[parts[0]] = parts[1] if len(parts) > 1 else ""

  def add_wheel(self, path):
    """A wheel's files go to a directory; what stands in its .data is where pip would put it."""
    root = os.path.join(self.request["work"], "wheels", os.path.basename(path))
    shutil.rmtree(root, ignore_errors=True)
    try:
      with zipfile.ZipFile(path) as wheel: self.unpack(wheel, path, root)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
      fail("%s: not a wheel: %s" % (path, getattr(error, "strerror", None) or error))
    self.paths.insert(0, root)
    for info in self.infos(root):
      for top in self.tops(root, info): self.add(self.tree(root, top, True))
      self.metadata(root, info)

  def unpack(self, wheel, path, root):
    for member in wheel.infolist():
      parts = member.filename.split("/")
      if ".." in parts or member.filename.startswith("/"): fail("%s: member %r leads out of it" % (path, member.filename))
      if len(parts) > 2 and parts[0].endswith(".data") and parts[1] in ("purelib", "platlib"): parts = parts[2:]
      if member.is_dir(): continue
      target = os.path.join(root, *parts)
      os.makedirs(os.path.dirname(target), exist_ok=True)
      with open(target, "wb") as file: file.write(wheel.read(member))

  def add_stdlib(self):
    root, found = self.request["standardLibrary"], {}
    tops = set()
    for entry in sorted(os.listdir(root)):
      stem = entry[:-3] if entry.endswith(".py") else entry
      # _sysconfigdata__linux_x86_64-linux-gnu is imported by its name, too.
      if stem.replace("-", "_").isidentifier() and entry not in ("site-packages", "dist-packages", "lib-dynload", "__pycache__"): tops.add(stem)
    for top in sorted(tops):
      if self.is_excluded(top): continue
      for source in self.tree(root, top, False):
        if not any(fnmatchcase(source.name, pattern) for pattern in NEVER): found[source.name] = source
    self.stdlib = found
    if self.request["stdlib"] == "full": self.add(found.values())
    else:
      for name in ROOTS + [n for n in found if n.startswith("_sysconfigdata")]: self.follow(name, self.stdlib)

  # Code

  def close(self):
    """Follows the imports of everything taken; what is not there is reported, not guessed at."""
    waiting, known, missing = sorted(self.modules), set(self.modules), {}
    while waiting:
      for name in waiting: self.compile(self.modules[name])
      for name in waiting:
        source = self.modules.get(name)
        if source is None: continue
        for target, is_conditional in self.imports.get(name, ()):
          self.reach(target, is_conditional, name, missing)
      waiting = sorted(set(self.modules) - known)
      known |= set(waiting)
    return [{"name": name, "importers": sorted(who)[:5], "isConditional": not any(unconditional)}
            for name, (who, unconditional) in sorted(missing.items())]

  def reach(self, target, is_conditional, importer, missing):
    top = target.split(".")[0]
    if top in NOWHERE or target in self.modules or target in self.builtins or target in self.extensions or self.is_excluded(target): return
    if top in self.builtins or (top in self.extensions and target == top): return
    if self.stdlib and (target in self.stdlib or top in self.stdlib):
      if self.request["stdlib"] != "full": self.follow(target, self.stdlib)
      elif target in self.stdlib: self.add([self.stdlib[target]])
      return
    if top in self.modules:
      if target in self.aside and not is_conditional: self.follow(target, self.aside, importer)
      return  # a name of that package, or a submodule that its author does not ship
    if not is_conditional and importer not in (self.stdlib or ()) and self.add_package(top, importer): return
    # The standard library knows what it can do without.
    is_conditional = is_conditional or bool(self.stdlib and importer in self.stdlib)
    who, unconditional = missing.setdefault(top, (set(), []))
    who.add(importer)
    unconditional.append(not is_conditional)

  def follow(self, name, sources, because=None):
    """Takes a module and the packages it is in from those that are at hand."""
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
      source = sources.get(".".join(parts[:count]))
      if source: self.add([source], because)

  def compile(self, source):
    if source.path is None:
      text = b""
    else:
      with open(source.path, "rb") as file: text = file.read()
    optimize = self.request["optimize"]
    key = hashlib.sha256(b"\0".join([b"staticld-1", importlib.util.MAGIC_NUMBER, str(optimize).encode(),
                                     source.filename.encode(), text])).hexdigest()
    cached = self.request.get("cache") and os.path.join(self.request["cache"], key[:2], key)
    entry = None
    if cached:
      try:
        with open(cached, "rb") as file: entry = marshal.load(file)
      except (OSError, ValueError, EOFError, TypeError): pass
    if entry is None:
      try:
        tree = ast.parse(text, source.filename)
        code = compile(tree, source.filename, "exec", dont_inherit=True, optimize=optimize)
      except (SyntaxError, ValueError, RecursionError) as error:
        self.skipped.append({"file": source.path, "reason": "%s: %s" % (type(error).__name__, error)})
        del self.modules[source.name]
        return
      holder = []
      hold(code, holder)
      entry = (marshal.dumps(code), imports(tree, source), "__file__" in names_of(code))
      if cached:
        os.makedirs(os.path.dirname(cached), exist_ok=True)
        temporary = "%s.%d" % (cached, os.getpid())
        with open(temporary, "wb") as file: marshal.dump(entry, file)
        os.replace(temporary, cached)
    self.code[source.name], self.imports[source.name], uses_file = entry
    source.uses_file = uses_file
    if self.request["sources"] and source.path is not None: self.data[source.filename[len("<frozen>/"):]] = text


def canonical(name): return re.sub(r"[-_.]+", "-", name).lower()


def hold(thing, holder):
  """Keeps another reference to all that marshal will see: it writes down whether something has
  one reference or more, and that must not depend on what else this process has done."""
  holder.append(thing)
  if isinstance(thing, (tuple, frozenset)):
    for item in thing: hold(item, holder)
  elif hasattr(thing, "co_consts"):
    for part in (thing.co_consts, thing.co_names, thing.co_varnames, thing.co_freevars, thing.co_cellvars,
                 thing.co_filename, thing.co_name, thing.co_qualname, thing.co_linetable, thing.co_exceptiontable):
      hold(part, holder)


def names_of(code):
  names = set(code.co_names)
  for constant in code.co_consts:
    if hasattr(constant, "co_names"): names |= names_of(constant)
  return names


def imports(tree, source):
  """The modules that a module imports: their names, and whether only under a condition."""
  found = []
  package = source.name if source.is_package else source.name.rpartition(".")[0]
  def visit(node, is_conditional):
    if isinstance(node, ast.Import):
      found.extend((alias.name, is_conditional) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
      base = node.module or ""
      if node.level:
        parts = package.split(".")
        if node.level > len(parts): return
        base = ".".join(parts[:len(parts) - node.level + 1] + ([base] if base else []))
      if base: found.append((base, is_conditional))
      # Of a name it is not known whether it is a module.
      found.extend((base + "." + alias.name, True) for alias in node.names if base and alias.name != "*")
    else:
      inner = is_conditional or isinstance(node, (ast.Try, ast.If, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) \
        or node.__class__.__name__ == "TryStar"
      for child in ast.iter_child_nodes(node): visit(child, inner)
  visit(tree, False)
  return tuple(found)


def fail(message):
  sys.stderr.write(message + "\n")
  sys.exit(3)


def main():
  with open(sys.argv[1], encoding="utf-8") as file: request = json.load(file)
  sys.setrecursionlimit(10000)
  collection = Collection(request)
  if request["usesInterpreterPath"]:
    collection.paths += [p for p in sys.path if p and os.path.isdir(p) and os.path.realpath(p) != os.path.realpath(request["standardLibrary"])
                         and not p.endswith("lib-dynload")]
  for module in request["own"]:
    if not os.path.isfile(module["path"]): fail("%s: no such file" % module["path"])
    collection.add([Source(module["name"], module["path"], False, None)])
  if request["stdlib"] != "none": collection.add_stdlib()
  for wheel in request["wheels"]: collection.add_wheel(wheel)
  absent = [name for name in request["packages"] if not collection.add_package(name)]
  missing = collection.close()
  modules, data, offset = [], [], 0
  with open(request["blob"], "wb") as blob:
    def write(content):
      nonlocal offset
      place = offset
      padding = -len(content) % 16
      blob.write(content + bytes(padding))
      offset += len(content) + padding
      return place
    for name in sorted(collection.code):
      code = collection.code[name]
      source = collection.modules[name]
      modules.append({"name": name, "offset": write(code), "size": len(code), "isPackage": source.is_package})
    for name in sorted(collection.data, key=os.fsencode):
      content = collection.data[name]
      data.append({"name": name, "offset": write(content), "size": len(content)})
  stdlib = collection.stdlib or {}
  report = {
    "version": "%d.%d.%d" % sys.version_info[:3], "modules": modules, "data": data,
    "extensions": [{"name": n, "file": f} for n, f in sorted(collection.extensions.items())],
    "absent": absent, "missing": missing, "added": collection.added, "skipped": collection.skipped,
    "excluded": sorted(set(collection.excluded)),
    "usesFile": sorted(n for n in collection.code if n not in stdlib and getattr(collection.modules[n], "uses_file", False)),
    "distributions": [{"name": n, "version": v} for n, v in sorted(collection.distributions.items())],
  }
  with open(request["report"], "w", encoding="utf-8") as file: json.dump(report, file)


try: main()
except OSError as error: fail("%s: %s" % (error.filename, error.strerror))
