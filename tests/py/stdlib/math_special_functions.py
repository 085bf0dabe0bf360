"""math: gamma, erf and kin to twelve digits, parts of floats, neighbours, exact sums, every error text."""
import math


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


inf, nan = math.inf, math.nan
NUMBERS = (0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 2.5, 3.7, 5.0, 10.5, 22.0, 23.0, 26.5, 100.5, 170.6, -0.5, -1.5, -2.7, -10.1, -170.6, 1e-10, 1e-300, 1e17, inf, -inf, nan, -1.0)
for name in ("gamma", "lgamma", "erf", "erfc"):
    for x in NUMBERS:
        r = attempt(getattr(math, name), x)
        print(name, x, r if isinstance(r, str) else "%.12g" % r)
for x in (0.0, -0.0, 1.0, -3.7, 5e-324, 1e300, inf, nan, 0.1):
    print(x, math.frexp(x), math.modf(x), math.ulp(x), math.nextafter(x, inf), math.nextafter(x, -inf), math.nextafter(x, inf, steps=3))
    if math.isfinite(x):
        m, e = math.frexp(x)
        assert math.ldexp(m, e) == x and math.copysign(1, math.ldexp(m, e)) == math.copysign(1, x)
print(math.ldexp(1.0, -1074), math.ldexp(3.0, -1075), math.ldexp(1.0, -1075), math.ldexp(1.0, -10 ** 30), attempt(math.ldexp, 1.0, 1024), attempt(math.ldexp, 1.0, 2.0), math.ldexp(0.0, 10 ** 30))
for p in ((1.5, 2.5), (5, 3), (-5, 3), (5.5, -2), (7, 2), (5, 2), (1e300, 7.0), (2.0, inf), (nan, 1)):
    print(p, math.remainder(*p), math.fmod(*p), math.hypot(*p), math.dist(p, (0, 0)))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.fsum([1e16, 1, 1e-16]), math.fsum([1e308, -1e308, 5e-324]), math.fsum([]), attempt(math.fsum, [inf, -inf]), math.fsum([inf, 1]), attempt(math.fsum, ["a"]))
print(math.sumprod([1, 2], [3, 4]), math.sumprod([0.1] * 10, [10] * 10), math.sumprod([10 ** 30, 1], [2, 0.5]), attempt(math.sumprod, [1], [1, 2]), math.sumprod([], []), math.prod([2, 3.5], start=2), math.fma(0.1, 10, -1), attempt(math.fma, inf, 0, 1), attempt(math.fma, 1e308, 10, 0))
print(math.isclose(1, 1 + 1e-10), math.isclose(inf, inf), math.isclose(1, 1.1, abs_tol=.2), attempt(math.isclose, 1, 2, rel_tol=-1), math.perm(10, 3), math.perm(5), math.comb(50, 25), attempt(math.perm, -1), attempt(math.comb, 2, -1), math.hypot(3, 4, 12), math.hypot(), math.hypot(1e200, 1e200))
print(math.log(2 ** 5000), math.log2(2 ** 5000), math.log10(10 ** 400), math.log(10 ** 1000, 10), math.log(3 ** 3000), attempt(math.log, 0), attempt(math.log, -1.5), attempt(math.log, 10, 1), attempt(math.log2, 0.0), attempt(math.log10, -5))
for name, x in (("acos", 2), ("asin", -1.5), ("acosh", 0.5), ("atanh", 1), ("sqrt", -1), ("sin", inf), ("log1p", -1), ("exp", 1000), ("cosh", 1000), ("acos", "a"), ("gamma", -2), ("factorial", -1), ("factorial", 2.5), ("isqrt", -1), ("floor", inf), ("trunc", "a"), ("degrees", 1e308)):
    print(name, x, attempt(getattr(math, name), x))
