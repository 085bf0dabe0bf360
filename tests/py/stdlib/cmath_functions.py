"""cmath: phases, polar forms, roots, logs, trigonometric functions, special values, branch cuts, errors."""
import cmath
import math


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

near = lambda a, b: abs(a - b) <= 1e-12 * max(1, abs(a), abs(b))
assert cmath.sqrt(-1) == 1j and cmath.sqrt(-4) == 2j and near(cmath.sqrt(3 + 4j), 2 + 1j)
assert repr(cmath.sqrt(complex(-1, -0.0))) == "-1j" and cmath.sqrt(0) == 0
assert near(cmath.sqrt(1e300 * 1j) ** 2, 1e300j)
assert cmath.phase(-1) == math.pi and cmath.phase(complex(-1, -0.0)) == -math.pi
assert near(cmath.phase(1j), math.pi / 2) and cmath.polar(3 + 4j) == (5.0, math.atan2(4, 3))
assert near(cmath.rect(2, math.pi / 2), 2j) and cmath.rect(0, 5) == 0 and cmath.polar(0) == (0.0, 0.0)
assert near(cmath.exp(1j * math.pi), -1) and near(cmath.log(-1), 1j * math.pi)
assert near(cmath.log(1j, 2), cmath.log(1j) / math.log(2)) and near(cmath.log10(1000), 3)
assert near(cmath.exp(cmath.log(2 + 3j)), 2 + 3j)
for z in (0.3 + 0.4j, -1.5 + 2j, 2 - 0.5j, 1e-3j, 0.5):
    assert near(cmath.sin(z) ** 2 + cmath.cos(z) ** 2, 1) and near(cmath.cosh(z) ** 2 - cmath.sinh(z) ** 2, 1)
    assert near(cmath.tan(z), cmath.sin(z) / cmath.cos(z))
    assert near(cmath.tanh(z), cmath.sinh(z) / cmath.cosh(z))
    assert near(cmath.sin(cmath.asin(z)), z) and near(cmath.cos(cmath.acos(z)), z)
    assert near(cmath.tan(cmath.atan(z)), z) and near(cmath.sinh(cmath.asinh(z)), z)
    assert near(cmath.cosh(cmath.acosh(z)), z) and near(cmath.tanh(cmath.atanh(z)), z)
    assert near(cmath.rect(*cmath.polar(z)), z) and near(cmath.sqrt(z) ** 2, z)
assert cmath.isnan(complex(math.nan, 0)) and not cmath.isnan(1j) and cmath.isinf(complex(0, -math.inf))
assert cmath.isfinite(1 + 1j) and not cmath.isfinite(complex(math.inf, math.nan))
assert cmath.isclose(1 + 1j, 1 + 1.0000000001j) and not cmath.isclose(1, 1j)
assert cmath.isclose(0, 1e-10, abs_tol=1e-9)
assert repr(cmath.infj) == "infj" and repr(cmath.nanj) == "nanj" and cmath.pi == math.pi
assert cmath.tau == math.tau and cmath.e == math.e and cmath.inf == math.inf and cmath.nan != cmath.nan
assert repr(cmath.exp(complex(-math.inf, 0))) == "0j" and repr(cmath.sqrt(complex(math.inf, 1))) == "(inf+0j)"
assert repr(cmath.exp(complex(math.inf, 0))) == "(inf+0j)"
assert repr(cmath.log(0.5 - 0.0j).imag) in ("0.0", "-0.0")
raises(ValueError, 'math domain error', cmath.log, 0)
raises(ValueError, 'math domain error', cmath.atanh, 1)
raises(ValueError, 'math domain error', cmath.atan, 1j)
raises(OverflowError, 'math range error', cmath.exp, 1000)
raises(OverflowError, 'math range error', cmath.cosh, 1000)
raises(ValueError, 'math domain error', cmath.rect, math.inf, math.inf)
raises(TypeError, 'must be real number, not str', cmath.sqrt, "a")
raises(TypeError, 'cmath.phase() takes exactly one argument (0 given)', cmath.phase)
raises(ValueError, 'tolerances must be non-negative', cmath.isclose, 1, 1, rel_tol=-1)


class C:
    def __complex__(self):
        return 3 + 4j


assert cmath.polar(C())[0] == 5.0
roots = [cmath.rect(1, 2 * math.pi * k / 7) for k in range(7)]
assert near(sum(roots), 0) and all(near(r ** 7, 1) for r in roots)


def fft(a):
    n = len(a)
    if n == 1:
        return a
    even, odd = fft(a[::2]), fft(a[1::2])
    t = [cmath.exp(-2j * math.pi * k / n) * odd[k] for k in range(n // 2)]
    return [even[k] + t[k] for k in range(n // 2)] + [even[k] - t[k] for k in range(n // 2)]


out = fft([complex(i % 5) for i in range(128)])
assert near(out[0], sum(i % 5 for i in range(128)))
assert near(sum(abs(v) ** 2 for v in out) / 128, sum((i % 5) ** 2 for i in range(128)))
print("cmath", round(abs(out[1]), 6), cmath.sqrt(-9), [round(r.real, 3) for r in roots[:3]])
