"""math's elementary functions: exact and rounded values, domains, special values, big ints in logs; errors."""
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
near = lambda a, b, t=1e-15: abs(a - b) <= t * max(abs(a), abs(b), 1e-300)
assert math.pi == 3.141592653589793 and math.e == 2.718281828459045 and math.tau == 6.283185307179586
assert math.inf == float("inf") and math.nan != math.nan
assert math.sqrt(2) == 1.4142135623730951 and math.sqrt(0) == 0.0 and repr(math.sqrt(-0.0)) == "-0.0"
assert math.sqrt(inf) == inf and near(math.cbrt(27), 3.0) and near(math.cbrt(-8), -2.0)
assert near(math.sqrt(10 ** 300), 1e150)
assert math.exp(0) == 1.0 and near(math.exp(1), math.e) and math.exp(-inf) == 0.0 and math.exp(-1000) == 0.0
assert math.exp2(10) == 1024.0 and near(math.expm1(1e-10), 1.00000000005e-10)
assert near(math.exp(709), 8.218407461554972e307)
assert math.log(1) == 0.0 and math.log(math.e) == 1.0 and near(math.log(8, 2), 3.0)
assert near(math.log(2), 0.6931471805599453) and math.log2(8) == 3.0 and math.log2(2 ** 1000) == 1000.0
assert math.log10(1000) == 3.0 and near(math.log10(10 ** 400), 400.0)
assert near(math.log(10 ** 1000), 2302.585092994046) and near(math.log1p(1e-10), 9.9999999995e-11)
assert math.log(inf) == inf and math.log2(0.125) == -3.0 and near(math.log(3 ** 500, 3), 500.0)
for x in (-3.0, -1.0, -0.5, 0.0, 0.1, 1.0, 2.5):
    s, c = math.sin(x), math.cos(x)
    assert near(s * s + c * c, 1.0) and (c == 0 or near(math.tan(x), s / c, 4e-15))
    assert near(math.sinh(x), (math.exp(x) - math.exp(-x)) / 2, 4e-15)
    assert near(math.cosh(x), (math.exp(x) + math.exp(-x)) / 2)
    assert near(math.tanh(x), math.sinh(x) / math.cosh(x), 4e-15)
    assert near(math.asinh(math.sinh(x)), x, 4e-15)
    assert near(math.atan(math.tan(math.atan(x))), math.atan(x), 4e-15)
assert near(math.asin(1), math.pi / 2) and math.acos(1) == 0.0 and near(math.acos(-1), math.pi)
assert math.atan(inf) == math.pi / 2 and math.acosh(1) == 0.0 and math.atanh(0) == 0.0
assert repr(math.sin(-0.0)) == "-0.0" and repr(math.atan2(-0.0, -1)) == "-3.141592653589793"
assert repr(math.atan2(0.0, -1)) == "3.141592653589793" and repr(math.atan2(-0.0, 1)) == "-0.0"
assert near(math.atan2(1, 1), math.pi / 4) and near(math.atan2(inf, -inf), 3 * math.pi / 4)
assert math.pow(2, 10) == 1024.0 and type(math.pow(2, 3)) is float and math.pow(0, 0) == 1.0
assert math.pow(nan, 0) == 1.0 and math.pow(1, nan) == 1.0 and math.pow(2, -1074) == 5e-324
assert math.pow(-2, 3) == -8.0 and math.pow(-inf, 3) == -inf and math.pow(-1, inf) == 1.0
assert math.degrees(math.pi) == 180.0 and math.radians(180) == math.pi and math.erf(0) == 0.0
assert near(math.erf(1), 0.8427007929497149) and near(math.erfc(1), 0.15729920705028513, 1e-14)
assert near(math.gamma(5), 24.0) and near(math.gamma(0.5), 1.772453850905516)
assert near(math.lgamma(10), 12.801827480081469) and near(math.gamma(170), 4.269068009004706e304, 1e-13)
for fn, args in ((math.sqrt, (-1,)), (math.log, (0,)), (math.log, (-1,)), (math.log2, (0,)),
        (math.log10, (-5,)), (math.log1p, (-1,)), (math.asin, (2,)), (math.acos, (-2,)), (math.acosh, (0.5,)),
        (math.atanh, (1,)), (math.sin, (inf,)), (math.cos, (-inf,)), (math.tan, (inf,)), (math.gamma, (0,)),
        (math.gamma, (-1,)), (math.lgamma, (-2,)), (math.pow, (-1, 0.5)), (math.pow, (0, -1)),
        (math.log, (2, 0)), (math.log, (2, -1))):
    try:
        fn(*args)
    except ValueError as e:
        assert e.args
    else:
        raise AssertionError((fn, args))
raises(ValueError, 'expected a nonnegative input, got -1.0', math.sqrt, -1)
raises(ValueError, 'expected a positive input', math.log, 0)
raises(ValueError, 'expected a positive input', math.log, -10 ** 400)
raises(ValueError, 'expected a finite input, got inf', math.sin, inf)
raises(ValueError, 'expected a number in range from -1 up to 1, got 2.0', math.acos, 2)
raises(ValueError, 'math domain error', math.pow, -1, 0.5)
raises(ValueError, 'expected a noninteger or positive integer, got -1.0', math.gamma, -1)
raises(ZeroDivisionError, 'division by zero', math.log, 2, 1)
for fn, x in ((math.exp, 1000), (math.cosh, 1000), (math.expm1, 1000), (math.gamma, 200), (math.exp2, 2000)):
    raises(OverflowError, "math range error", fn, x)
raises(OverflowError, 'math range error', math.pow, 10, 400)
raises(TypeError, 'must be real number, not str', math.sin, "a")
raises(TypeError, 'atan2 expected 2 arguments, got 1', math.atan2, 1)
raises(TypeError, 'log expected at least 1 argument, got 0', math.log)
raises(TypeError, 'must be real number, not complex', math.sin, 1j)
x = 0.5
for i in range(2000):
    x = math.fmod(math.sin(x) * 3 + math.sqrt(i) + math.log1p(i), 5.0)
assert round(x, 6) == 4.382429
print("math functions", round(x, 6), math.sqrt(3), math.log2(3 ** 40) > 63)
