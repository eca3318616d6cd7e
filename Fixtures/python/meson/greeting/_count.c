#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <ctype.h>

static PyObject *letters(PyObject *self, PyObject *text) {
  Py_ssize_t size;
  const char *bytes = PyUnicode_AsUTF8AndSize(text, &size);
  if (!bytes) return NULL;
  long count = 0;
  for (Py_ssize_t i = 0; i < size; i++) count += isalpha((unsigned char)bytes[i]) != 0;
  return PyLong_FromLong(count);
}

static PyMethodDef methods[] = {{"letters", letters, METH_O, "Counts letters."}, {NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_count", NULL, 0, methods};

PyMODINIT_FUNC PyInit__count(void) { return PyModuleDef_Init(&definition); }
