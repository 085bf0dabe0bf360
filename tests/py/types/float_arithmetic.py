"""float + - * / ** with signed zeros, infinities, NaN, subnormals; ints mixed in; exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

inf, nan = float("inf"), float("nan")


def same(a, b):
    """Equal, with NaN equal to itself and the zeros told apart."""
    return type(a) is type(b) and repr(a) == repr(b)


assert 0.1 + 0.2 == 0.30000000000000004 and 0.1 + 0.2 != 0.3 and 1e16 + 1 == 1e16 and 1e308 * 10 == inf
assert same(0.0 + -0.0, 0.0) and same(-0.0 + -0.0, -0.0) and same(-0.0 - 0.0, -0.0) and same(0.0 - 0.0, 0.0)
assert same(-0.0 * 5, -0.0) and same(0.0 * -5, -0.0) and same(-0.0 * -1, 0.0) and same(-(0.0), -0.0)
assert same(+(-0.0), -0.0)
assert same(-0.0 + 0, 0.0) and same(0 - 0.0, 0.0) and same(0 * -1.0, -0.0) and same(-0.0 - 0, -0.0)
assert same(-0.0 / 1, -0.0)
assert -0.0 == 0.0 == 0 and not -0.0 < 0.0 and same(abs(-0.0), 0.0) and not -0.0
assert same(inf - inf, nan) and same(inf * 0, nan) and same(inf / inf, nan) and same(inf + nan, nan)
assert inf + 1 == inf
assert 1 / inf == 0.0 and same(-1 / inf, -0.0) and same(1 / -inf, -0.0) and -inf < -1e308 < 0 < 1e308 < inf
assert nan != nan and not nan < 1 and not nan > 1 and not nan == nan and not nan <= nan
assert 5e-324 / 2 == 0.0 and 5e-324 * 0.5 == 0.0 and same(-5e-324 / 2, -0.0)
assert 2.2250738585072014e-308 / 2 == 1.1125369292536007e-308
assert 1.5 + 1 == 2.5 and 1 + 1.5 == 2.5 and 2 * 1.5 == 3.0 and 7 - 0.5 == 6.5 and 1.0 + True == 2.0
assert 2 ** 53 + 1.0 == 9007199254740992.0 and 2 ** 63 + 0.0 == 9.223372036854775808e18
assert (2 ** 62 + 1) * 1.0 == 2.0 ** 62

assert 2.0 ** 10 == 1024.0 and 2.0 ** -1 == 0.5 and 2.0 ** 0.5 == 1.4142135623730951 and (-2.0) ** 3 == -8.0
assert nan ** 0 == 1.0 and 1 ** nan == 1.0 and 1.0 ** inf == 1.0 and (-1.0) ** inf == 1.0 and 0.0 ** 0 == 1.0
assert inf ** -1 == 0.0 and same((-inf) ** -3, -0.0) and (-inf) ** 2 == inf and (-inf) ** 3 == -inf
assert 0.5 ** inf == 0.0
assert same((-0.0) ** 3, -0.0) and same((-0.0) ** 2, 0.0) and 2 ** 1023.0 == 2.0 ** 1023
z = (-1.0) ** 0.5
assert type(z) is complex and abs(z - 1j) < 1e-15

raises(ZeroDivisionError, 'division by zero', lambda: 1.0 / 0)
raises(ZeroDivisionError, 'division by zero', lambda: nan / 0.0)
raises(ZeroDivisionError, 'division by zero', lambda: 0.0 / 0.0)
raises(ZeroDivisionError, 'zero to a negative power', lambda: 0.0 ** -1)
raises(ZeroDivisionError, 'zero to a negative power', lambda: (-0.0) ** -1.5)
raises(OverflowError, "(34, 'Numerical result out of range')", lambda: 10.0 ** 400)
raises(OverflowError, "(34, 'Numerical result out of range')", lambda: 2 ** 1024.0)
raises(OverflowError, 'int too large to convert to float', lambda: 1.0 + 10 ** 400)
raises(OverflowError, 'int too large to convert to float', lambda: 10 ** 400 * 1.0)
raises(TypeError, "unsupported operand type(s) for +: 'float' and 'str'", lambda: 1.0 + "a")
raises(TypeError, "can't multiply sequence by non-int of type 'float'", lambda: [] * 1.5)
raises(TypeError, "unsupported operand type(s) for -: 'NoneType' and 'float'", lambda: None - 1.0)
raises(TypeError, 'pow() 3rd argument not allowed unless all arguments are integers', pow, 2.0, 3, 5)

# Loops whose accumulator turns to zero, infinity, NaN; and int first, then float.
x, steps = 1.0, 0
while x:
    x /= 2
    steps += 1
y, up = 1.0, 0
while y != inf:
    y *= 2
    up += 1
assert (steps, up) == (1075, 1024)
total = 0
for i in range(3000):
    total += i if i < 1500 else i / 4
assert total == 1500 * 1499 // 2 + sum(range(1500, 3000)) / 4
s = 0.0
for i in range(1, 5000):
    s += 1.0 / i if i % 2 else -1.0 / i
assert s == 0.6932471905599514
z = 0.0
for i in range(1000):
    z = -z
    assert same(z, -0.0 if i % 2 == 0 else 0.0)
p = 1
for i in range(200):
    p = p * 1.5 if i % 2 else p * 2
assert p == 5.153775207320113e+47
print("float arithmetic", repr(s), repr(p), steps, up)
