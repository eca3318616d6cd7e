"""Numbers that two builds of the same NumPy must agree on, to the last bit: their outputs are compared."""
import hashlib
import pickle

import numpy as np


def show(name, *values):
    digest = hashlib.sha256()
    for value in values:
        array = np.ascontiguousarray(value)
        digest.update(str((array.dtype.str, array.shape)).encode() + array.tobytes())
    print(name, digest.hexdigest()[:32])


# Every distribution, of the generators and of the legacy state: two builds of the same functions.
DRAWS = {
    "beta": (2.0, 3.0), "binomial": (10, 0.3), "chisquare": (4.0,), "dirichlet": ([1.0, 2.0, 3.0],), "exponential": (2.0,), "f": (3.0, 5.0),
    "gamma": (2.0, 2.0), "geometric": (0.2,), "gumbel": (0.0, 1.0), "hypergeometric": (15, 15, 12), "laplace": (0.0, 1.0),
    "logistic": (0.0, 1.0), "lognormal": (0.0, 1.0), "logseries": (0.6,), "multinomial": (20, [1 / 6.0] * 6),
    "multivariate_normal": ([0.0, 1.0], [[2.0, 0.5], [0.5, 1.0]]), "negative_binomial": (5, 0.4), "noncentral_chisquare": (3.0, 2.0),
    "noncentral_f": (3.0, 5.0, 2.0), "normal": (0.0, 1.0), "pareto": (3.0,), "poisson": (4.0,), "power": (5.0,), "rayleigh": (2.0,),
    "standard_cauchy": (), "standard_t": (5.0,), "triangular": (-1.0, 0.0, 2.0), "uniform": (0.0, 3.0), "vonmises": (0.0, 2.0), "wald": (3.0, 2.0),
    "weibull": (2.0,), "zipf": (2.5,),
}
GENERATORS = [(kind.__name__, lambda kind=kind: np.random.Generator(kind(7)))
              for kind in (np.random.MT19937, np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64)]
for title, make in GENERATORS + [("legacy", lambda: np.random.RandomState(7))]:
    for name, arguments in DRAWS.items():
        show("random %s %s" % (title, name), getattr(make(), name)(*arguments, size=50))
    show("random %s permutation" % title, make().permutation(100))
    again = pickle.loads(pickle.dumps(make()))
    show("random %s pickled" % title, again.normal(size=10))

a = np.random.RandomState(3).standard_normal((40, 40))
for kind in "f", "d", "F", "D":
    m = a.astype(kind)
    show("linalg " + kind, m @ m, np.linalg.inv(m), np.linalg.det(m), *np.linalg.qr(m), *np.linalg.svd(m), *np.linalg.eig(m),
         *np.linalg.eigh(m + m.T.conj()), np.linalg.solve(m, m[0]), np.linalg.lstsq(m, m[0], rcond=None)[0])
show("fft", np.fft.fft(a), np.fft.rfft(a), np.fft.ifft2(a), np.fft.fftn(a), np.fft.hfft(a[0]))
show("ufuncs", *(getattr(np, name)(np.abs(a) + 1) for name in ("exp", "log", "sin", "cos", "tan", "sqrt", "tanh", "arctan", "cbrt", "expm1", "log1p")))
show("sort", np.sort(a), np.argsort(a), np.partition(a, 5), np.unique(np.round(a)))
show("einsum", np.einsum("ij,kj->ik", a, a), np.einsum("ii", a), np.einsum("ij,jk,kl->il", a, a, a, optimize=True))
show("polynomial", np.polynomial.Polynomial.fit(a[0], a[1], 3).coef, np.polynomial.chebyshev.chebroots(a[0][:6]), np.polyfit(a[0], a[1], 3))
show("masked", np.ma.masked_less(a, 0).mean(), np.ma.masked_less(a, 0).filled(9))
print(repr(a[:2, :3]), np.float32(0.1), np.datetime64("2026-11-23") + np.arange(3))
