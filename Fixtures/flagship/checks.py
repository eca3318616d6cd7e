"""What a static Python with NumPy must be able to do where there is nothing but itself."""
import os
import sys

import numpy as np

failed = 0


def check(name):
    def run(function):
        global failed
        try:
            function()
            print("ok  ", name, flush=True)
        except BaseException as error:
            failed += 1
            print("FAIL", name, type(error).__name__, error, flush=True)
    return run


@check("dot, solve, eigh, svd")
def _():
    a = np.arange(9.0).reshape(3, 3) + np.eye(3) * 5
    assert np.allclose(np.linalg.solve(a, a @ np.ones(3)), 1)
    w, v = np.linalg.eigh(a + a.T); assert np.allclose(v @ np.diag(w) @ v.T, a + a.T)
    u, s, t = np.linalg.svd(a); assert np.allclose(u @ np.diag(s) @ t, a)
@check("FFT")
def _():
    x = np.random.default_rng(1).random(100); assert np.allclose(np.fft.ifft(np.fft.fft(x)), x)
@check("random, new and legacy")
def _():
    assert np.random.default_rng(1).random() == 0.5118216247002567
    assert np.random.RandomState(1).rand() == 0.417022004702574
    assert abs(np.random.RandomState(1).beta(2, 3) - np.random.default_rng(1).beta(2, 3)) > 0
@check("pickle, einsum, threads")
def _():
    import pickle, threading
    a = np.arange(6).reshape(2, 3)
    assert (pickle.loads(pickle.dumps(a)) == a).all()
    assert np.einsum("ij,kj->ik", a, a)[1, 1] == 50
    out = []
    ts = [threading.Thread(target=lambda: out.append(np.ones(100000).sum())) for _ in range(4)]
    [t.start() for t in ts]; [t.join() for t in ts]
    assert out == [100000.0] * 4
@check("numpy.testing")
def _():
    import numpy.testing as t
    t.assert_allclose([1.0], [1.0])
    assert not hasattr(np, "__file__")
@check("sqlite3, ssl, decimal")
def _():
    import sqlite3, ssl, decimal
    assert sqlite3.connect(":memory:").execute("select 6*7").fetchone() == (42,)
    ssl.create_default_context()
    assert str(decimal.Decimal(1) / 7).startswith("0.142857142857")
@check("ctypes.pythonapi")
def _():
    import ctypes
    f = ctypes.pythonapi.Py_GetVersion; f.restype = ctypes.c_char_p
    assert f().decode() == sys.version
@check("tracebacks")
def _():
    import traceback
    try: np.linalg.solve(np.zeros((2, 2)), np.zeros(2))
    except np.linalg.LinAlgError: assert "numpy/linalg" in traceback.format_exc()
    else: raise AssertionError
@check("importlib.metadata, importlib.resources, pkgutil")
def _():
    import importlib.metadata as m, importlib.resources as r, pkgutil
    assert m.version("numpy") == np.__version__
    assert (r.files("numpy") / "py.typed").is_file()
    assert "linalg" in [x.name for x in pkgutil.iter_modules(np.__path__)]
@check("sys.executable")
def _():
    assert os.path.isabs(sys.executable) and os.access(sys.executable, os.X_OK), sys.executable
if os.path.exists("/proc/self"):
    @check("subprocess of itself")
    def _():
        import subprocess
        assert subprocess.run([sys.executable, "-c", "import numpy; print(numpy.ones(3).sum())"], capture_output=True, text=True, check=True).stdout == "3.0\n"
    for method in ("fork", "spawn", "forkserver"):
        @check("multiprocessing, " + method)
        def _():
            import multiprocessing
            with multiprocessing.get_context(method).Pool(2) as pool:
                assert pool.map(np.sqrt, [1, 4, 9]) == [1, 2, 3]
sys.exit(failed != 0)
