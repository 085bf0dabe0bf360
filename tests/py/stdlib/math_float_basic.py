"""math on floats: rounding, splitting, classification, comparison, exact sums; special values and errors."""
import math


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

inf, nan = math.inf, math.nan
assert [math.floor(x) for x in (1.5, -1.5, -0.0, 1e20, 2.0 ** 62)] == [1, -2, 0, 10 ** 20, 2 ** 62]
assert [math.ceil(x) for x in (1.5, -1.5, -0.5, 1e20)] == [2, -1, 0, 10 ** 20]
assert [math.trunc(x) for x in (1.9, -1.9, 0.0)] == [1, -1, 0] and type(math.floor(1.0)) is int
assert math.fmod(-7, 3) == -1.0 and math.fmod(7, -3) == 1.0 and repr(math.fmod(-6, 3)) == "-0.0"
assert math.remainder(7, 4) == -1.0 and math.remainder(5, 2) == 1.0 and math.remainder(-5, 2) == -1.0
assert repr(math.fmod(5, inf)) == "5.0"
assert math.modf(3.25) == (0.25, 3.0) and math.modf(-3.25) == (-0.25, -3.0)
assert repr(math.modf(-inf)) == "(-0.0, -inf)" and repr(math.modf(nan)) == "(nan, nan)"
assert math.frexp(8.0) == (0.5, 4) and math.frexp(-0.3) == (-0.6, -1) and math.frexp(0) == (0.0, 0)
assert math.frexp(5e-324) == (0.5, -1073) and math.ldexp(0.5, 4) == 8.0 and math.ldexp(1, -1074) == 5e-324
assert math.ldexp(1, -1100) == 0.0 and repr(math.ldexp(-1.0, -10 ** 20)) == "-0.0"
assert math.ldexp(inf, 5) == inf
assert math.copysign(3, -0.0) == -3.0 and repr(math.copysign(0, -1)) == "-0.0" and math.fabs(-5) == 5.0
assert type(math.fabs(-5)) is float and math.isnan(nan) and not math.isnan(1) and math.isinf(-inf)
assert not math.isinf(nan) and math.isfinite(1e308) and not math.isfinite(inf)
assert math.isclose(1, 1 + 1e-10) and not math.isclose(1, 1.1) and math.isclose(0, 1e-10, abs_tol=1e-9)
assert not math.isclose(0, 1e-10) and math.isclose(inf, inf) and not math.isclose(nan, nan)
assert math.isclose(1, 2, rel_tol=0.5)
assert math.nextafter(1.0, 2.0) == 1.0000000000000002 and math.nextafter(0.0, 1.0) == 5e-324
assert repr(math.nextafter(0.0, -0.0)) == "-0.0" and math.nextafter(1.0, inf, steps=3) == 1.0000000000000007
assert math.ulp(1.0) == 2.220446049250313e-16 and math.ulp(0.0) == 5e-324 and math.ulp(-inf) == inf
assert math.fsum([0.1] * 10) == 1.0 and math.fsum([1e100, 1, -1e100]) == 1.0 and math.fsum([]) == 0.0
assert math.fsum([inf, 1]) == inf and math.fsum([2 ** 53, 1.0, 2.0 ** -60]) == 9007199254740994.0
assert math.fsum([1, 2 ** 100, -2 ** 100]) == 1.0
assert math.fma(2, 3, 4) == 10.0 and math.fma(1e308, 10, -inf) == -inf
assert math.fma(0.1, 10, -1.0) == 5.551115123125783e-17 and math.hypot() == 0.0 and math.hypot(3, 4) == 5.0
assert math.hypot(1, 2, 2) == 3.0 and math.hypot(inf, nan) == inf
assert math.hypot(1e200, 1e200) == 1.414213562373095e200 and math.dist([0, 0], [3, 4]) == 5.0
assert math.dist((1,), (4,)) == 3.0
raises(OverflowError, 'cannot convert float infinity to integer', math.floor, inf)
raises(ValueError, 'cannot convert float NaN to integer', math.ceil, nan)
raises(TypeError, 'must be real number, not str', math.floor, "a")
raises(ValueError, 'math domain error', math.fmod, 1, 0)
raises(ValueError, 'math domain error', math.fmod, inf, 1)
raises(ValueError, 'math domain error', math.remainder, 1, 0)
raises(OverflowError, 'math range error', math.ldexp, 1, 2000)
raises(TypeError, 'Expected an int as second argument to ldexp.', math.ldexp, 1, 1.5)
raises(ValueError, '-inf + inf in fsum', math.fsum, [inf, -inf])
raises(OverflowError, 'intermediate overflow in fsum', math.fsum, [1e308, 1e308])
raises(TypeError, 'must be real number, not str', math.fsum, ["a"])
raises(ValueError, 'tolerances must be non-negative', math.isclose, 1, 1, rel_tol=-1)
raises(ValueError, 'both points must have the same number of dimensions', math.dist, [1], [1, 2])
raises(ValueError, 'steps must be a non-negative integer', math.nextafter, 1.0, 2.0, steps=-1)
raises(ValueError, 'invalid operation in fma', math.fma, inf, 0, 1)
raises(OverflowError, 'int too large to convert to float', math.fabs, 10 ** 400)
raises(TypeError, 'math.sqrt() takes exactly one argument (0 given)', math.sqrt)


class F:
    def __float__(self):
        return 2.5

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"


assert math.floor(F()) == "floor" and math.ceil(F()) == "ceil" and math.trunc(F()) == "trunc"
assert math.fabs(F()) == 2.5
total = 0
for i in range(-1500, 1500):
    total += math.floor(i / 7) + math.ceil(i / 3) - math.trunc(i / 5) + int(math.fmod(i, 11)) + int(math.copysign(2, i))
assert total == -704
print("math float", total, math.ulp(1e10), math.frexp(1e10))
