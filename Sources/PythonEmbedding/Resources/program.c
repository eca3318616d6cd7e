/* The program around a static Python, by staticld python build. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

struct staticld_datum { const char *name; const char *content; size_t size; };
extern const struct _frozen staticld_frozen[];
extern const struct staticld_datum staticld_data[];
extern const size_t staticld_data_count;
extern const char *const staticld_entry;
extern const int staticld_has_sources;
extern int staticld_extend_inittab(void);

/* The module _staticld: the program's data. */

static PyObject *data(PyObject *self, PyObject *name) {
  const char *wanted = PyUnicode_AsUTF8(name);
  if (!wanted) return NULL;
  size_t low = 0, high = staticld_data_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(wanted, staticld_data[middle].name);
    if (order == 0)
      return PyBytes_FromStringAndSize(staticld_data[middle].content, staticld_data[middle].size);
    if (order < 0) high = middle; else low = middle + 1;
  }
  Py_RETURN_NONE;
}

static PyObject *names(PyObject *self, PyObject *unused) {
  PyObject *list = PyList_New(0);
  for (size_t i = 0; list && i < staticld_data_count; i++) {
    PyObject *name = PyUnicode_DecodeFSDefault(staticld_data[i].name);
    if (!name || PyList_Append(list, name)) Py_CLEAR(list);
    Py_XDECREF(name);
  }
  return list;
}

static PyObject *modules(PyObject *self, PyObject *unused) {
  PyObject *list = PyList_New(0);
  for (const struct _frozen *row = staticld_frozen; list && row->name; row++) {
    PyObject *pair = Py_BuildValue("(sO)", row->name, row->is_package ? Py_True : Py_False);
    if (!pair || PyList_Append(list, pair)) Py_CLEAR(list);
    Py_XDECREF(pair);
  }
  return list;
}

static PyMethodDef methods[] = {
  {"data", data, METH_O, "The bytes of a data file, or None."},
  {"names", names, METH_NOARGS, "The names of the data files."},
  {"modules", modules, METH_NOARGS, "The frozen modules: names, and whether each is a package."},
  {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
  PyModuleDef_HEAD_INIT, "_staticld", "What a program made by staticld carries.", -1, methods,
};

static PyObject *make_module(void) {
  PyObject *module = PyModule_Create(&definition);
  if (!module) return NULL;
  PyObject *entry = staticld_entry ? PyUnicode_FromString(staticld_entry) : Py_NewRef(Py_None);
  if (!entry || PyModule_AddObject(module, "entry", entry) ||
      PyModule_AddIntConstant(module, "has_sources", staticld_has_sources)) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}

/* The kernel's word for the program's path, or NULL.  Of what is started through `#!` or binfmt_misc
   it is the script's path, which is an argument as well; and /dev/fd is another's tomorrow. */
static const char *execution_path(int argc, char **argv) {
  const char *name = (const char *)getauxval(AT_EXECFN);
  if (!name || !*name) return NULL;
  for (int i = 1; i < argc && i < 3; i++)
    if (!strcmp(argv[i], name)) return NULL;
  return strncmp(name, "/dev/fd/", 8) && strncmp(name, "/proc/", 6) ? name : NULL;
}

/* The program's own path, as a shell found it or, when that depends on the directory it was started
   in, resolved.  /proc may not be there; the kernel's word always is. */
static int find_self(char *path, size_t size, int argc, char **argv) {
  const char *name = execution_path(argc, argv);
  if (name && *name == '/') return snprintf(path, size, "%s", name) < (int)size ? 0 : -1;
  ssize_t length = readlink("/proc/self/exe", path, size - 1);
  if (length > 0) {
    path[length] = 0;
    return 0;
  }
  if (!name) return -1;
  char directory[4096];
  if (!getcwd(directory, sizeof directory)) return -1;
  if (name[0] == '.' && name[1] == '/') name += 2;
  return snprintf(path, size, "%s/%s", strcmp(directory, "/") ? directory : "", name) < (int)size ? 0 : -1;
}

/* Whether multiprocessing started this program to be one of its processes: it calls
   sys.executable as an interpreter, with flags, -c and one of its own lines. */
static int is_worker(int argc, char **argv) {
  static const char *const lines[] = {
    "from multiprocessing.spawn import spawn_main", "from multiprocessing.forkserver import main",
    "from multiprocessing.resource_tracker import main",
  };
  for (int i = 1; i + 1 < argc; i++)
    for (size_t k = 0; k < sizeof lines / sizeof *lines && !strcmp(argv[i], "-c"); k++)
      if (!strncmp(argv[i + 1], lines[k], strlen(lines[k]))) return 1;
  return 0;
}

static PyStatus set_up(PyConfig *config, int argc, char **argv, int is_interpreter) {
  char self[4096], prefix[4096];
  if (find_self(self, sizeof self, argc, argv)) snprintf(self, sizeof self, "%s", argc ? argv[0] : "python");
  snprintf(prefix, sizeof prefix, "%s", self);
  char *slash = strrchr(prefix, '/');
  if (slash == prefix || !slash) strcpy(prefix, "/"); else *slash = 0;
  /* Of every one that stays empty CPython would look for directories. */
  struct { wchar_t **field; const char *value; } paths[] = {
    {&config->program_name, argc && *argv[0] ? argv[0] : self}, {&config->executable, self},
    {&config->base_executable, self}, {&config->home, prefix}, {&config->prefix, prefix},
    {&config->base_prefix, prefix}, {&config->exec_prefix, prefix}, {&config->base_exec_prefix, prefix},
    {&config->platlibdir, "lib"}, {&config->stdlib_dir, "<frozen>"},
  };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    PyStatus status = PyConfig_SetBytesString(config, paths[i].field, paths[i].value);
    if (PyStatus_Exception(status)) return status;
  }
  config->module_search_paths_set = 1;
  config->site_import = 0;
  config->user_site_directory = 0;
  config->pathconfig_warnings = 0;
  config->parse_argv = is_interpreter;
  if (!is_interpreter) {
    config->safe_path = 1;
    PyStatus status = PyConfig_SetBytesString(
      config, &config->run_command, "import _staticld_boot\n_staticld_boot.main()\n");
    if (PyStatus_Exception(status)) return status;
  }
  return PyConfig_SetBytesArgv(config, argc, argv);
}

int main(int argc, char **argv) {
  int is_interpreter = !staticld_entry || is_worker(argc, argv);
  PyPreConfig before;
  if (is_interpreter) PyPreConfig_InitPythonConfig(&before); else PyPreConfig_InitIsolatedConfig(&before);
  before.utf8_mode = 1;
  before.configure_locale = 0;
  before.coerce_c_locale = 0;
  before.coerce_c_locale_warn = 0;
  before.parse_argv = is_interpreter;
  PyStatus status = Py_PreInitializeFromBytesArgs(&before, argc, argv);
  if (PyStatus_Exception(status)) Py_ExitStatusException(status);

  PyImport_FrozenModules = staticld_frozen;
  if (PyImport_AppendInittab("_staticld", make_module) || staticld_extend_inittab()) {
    fputs("out of memory\n", stderr);
    return 1;
  }
  PyConfig config;
  if (is_interpreter) PyConfig_InitPythonConfig(&config); else PyConfig_InitIsolatedConfig(&config);
  status = set_up(&config, argc, argv, is_interpreter);
  if (!PyStatus_Exception(status)) {
    if (!is_interpreter) config.install_signal_handlers = 1;
    status = Py_InitializeFromConfig(&config);
  }
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) Py_ExitStatusException(status);

  PyObject *boot = PyImport_ImportModule("_staticld_boot");
  PyObject *done = boot ? PyObject_CallMethod(boot, "install", NULL) : NULL;
  if (!done) {
    PyErr_Print();
    return 1;
  }
  Py_DECREF(done);
  Py_DECREF(boot);
  return Py_RunMain();
}
