"""What an interpreter says of itself, for `staticld python`."""
import json, sys, sysconfig
value = lambda name: sysconfig.get_config_var(name) or ""
paths = sysconfig.get_paths()
print(json.dumps({
  "executable": sys.executable, "version": sys.version.split()[0],
  "standardLibrary": paths["stdlib"],
  "includeDirectories": list(dict.fromkeys([paths["include"], paths["platinclude"]])),
  "libraryDirectories": [d for d in (value("LIBPL"), value("LIBDIR")) if d],
  "library": "libpython%s%s.a" % (value("VERSION"), value("ABIFLAGS")),
  "linkWords": (value("MODLIBS") + " " + value("LIBS") + " " + value("SYSLIBS")).split(),
  "builtinModules": sorted(sys.builtin_module_names)}))
