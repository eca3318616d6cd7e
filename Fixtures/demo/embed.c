/* A Python inside a program: the interpreter and the modules that libpython brings along.  Only the
   interpreter's core is started (_init_main), so the program reads no file of any Python. */
#include <Python.h>

static const char script[] =
    "import math, pyexpat, zlib\n"
    "text = b'one line, three libraries ' * 100\n"
    "names = []\n"
    "parser = pyexpat.ParserCreate()\n"
    "parser.StartElementHandler = lambda name, attributes: names.append(name)\n"
    "parser.Parse('<a><b/></a>', True)\n"
    "assert zlib.decompress(zlib.compress(text)) == text\n"
    "assert names == ['a', 'b']\n"
    "assert math.floor(math.exp(1.0) * 1e6) == 2718281\n"
    "result = f'zlib {zlib.ZLIB_RUNTIME_VERSION}, {pyexpat.EXPAT_VERSION}, e = {math.exp(1.0)}'\n";

int main(void)
{
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config._init_main = 0;
    PyStatus status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) Py_ExitStatusException(status);

    PyObject *names = PyDict_New();
    PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins());
    PyObject *done = PyRun_String(script, Py_file_input, names, names);
    if (done == NULL) {
        PyErr_Print();
        return 1;
    }
    printf("Python %s, %s\n", PY_VERSION, PyUnicode_AsUTF8(PyDict_GetItemString(names, "result")));
    return 0;
}
