"""float // % divmod: signs of zeros, rounding towards minus infinity, infinities, mixed operands, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

inf, nan = float("inf"), float("nan")


def r(v):
    return repr(v)


for a, b, q, m in ((7.0, 2.0, "3.0", "1.0"), (-7.0, 2.0, "-4.0", "1.0"), (7.0, -2.0, "-4.0", "-1.0"),
        (-7.0, -2.0, "3.0", "-1.0"),
                   (0.0, 2.0, "0.0", "0.0"), (-0.0, 2.0, "-0.0", "0.0"), (0.0, -2.0, "-0.0", "-0.0"),
                           (-0.0, -2.0, "0.0", "-0.0"),
                   (6.0, 3.0, "2.0", "0.0"), (-6.0, 3.0, "-2.0", "0.0"), (6.0, -3.0, "-2.0", "-0.0"),
                           (1.0, 0.1, "9.0", "0.09999999999999995"),
                   (5.5, 1.5, "3.0", "1.0"), (-5.5, 1.5, "-4.0", "0.5"), (1e300, 1e-300, "inf", None), (3.0, inf, "0.0", "3.0"),
                   (-3.0, inf, "-1.0", "inf"), (3.0, -inf, "-1.0", "-inf"), (-3.0, -inf, "0.0", "-3.0"),
                           (inf, 3.0, "nan", "nan"),
                   (nan, 3.0, "nan", "nan"), (3.0, nan, "nan", "nan"), (0.0, inf, "0.0", "0.0"), (-1e-20, 1.0, "-1.0", "1.0"),
                   (1e-20, -1.0, "-1.0", "-1.0"), (0.3, 0.1, "2.0", "0.09999999999999998"), (2.5, 0.5, "5.0", "0.0")):
    assert r(a // b) == q, (a, b, a // b)
    if m is not None:
        assert r(a % b) == m and r(divmod(a, b)[0]) == q and r(divmod(a, b)[1]) == m, (a, b, a % b)
        assert r(float.__mod__(a, b)) == m and r(float.__rfloordiv__(b, a)) == q

for i in range(-50, 51):
    for j in (-7, -3, -2, -1, 1, 2, 3, 7):
        assert float(i) // j == i // j and float(i) % j == i % j and i // float(j) == i // j
        assert i % float(j) == i % j
        f = i / 8
        q, m = divmod(f, j)
        assert q * j + m == f and (0 <= m < j or j < m <= 0) and q == f // j and m == f % j
assert r(-0.0 % 5) == "0.0" and r(0 % -5.0) == "-0.0" and r(-4 % 2.0) == "0.0" and r(4 % -2.0) == "-0.0"
assert 2 ** 53 % 3.0 == 2 ** 53 % 3 and (2 ** 53) // 3.0 == float(2 ** 53 // 3) and 5.0 // True == 5.0
assert -1 // 2.0 == -1.0 and 7 // 2.0 == 3.0 and 7.5 // 1 == 7.0 and -7.5 // 1 == -8.0 and -7.5 % 1 == 0.5


def fdiv(a, b):
    return a // b


def fmod(a, b):
    return a % b


for zero in (0.0, -0.0, 0, False):
    raises(ZeroDivisionError, 'division by zero', fdiv, 1.0, zero)
    raises(ZeroDivisionError, 'division by zero', fmod, 1.0, zero)
    raises(ZeroDivisionError, 'division by zero', divmod, 1.0, zero)
raises(ZeroDivisionError, 'division by zero', fdiv, 1, 0.0)
raises(ZeroDivisionError, 'division by zero', fmod, 1, 0.0)
raises(TypeError, "unsupported operand type(s) for //: 'float' and 'str'", fdiv, 1.0, "x")
raises(TypeError, "unsupported operand type(s) for divmod(): 'float' and 'NoneType'", divmod, 1.0, None)
raises(TypeError, "unsupported operand type(s) for %: 'complex' and 'float'", fmod, 1j, 1.0)

q = m = 0.0
for i in range(-2000, 2000):
    q += (i + 0.5) // 3
    m += (i + 0.5) % 3
    q += i // -2.5
    m += i % -2.5
assert (q, m) == (-2800.0, 2000.0)
angle, turns = -1000.25, []
for k in range(300):
    angle = (angle + 7.75) % 360.0
    turns.append(angle)
assert min(turns) >= 0 and max(turns) < 360 and angle == (-1000.25 + 300 * 7.75) % 360.0
# The same site sees int and float by turns.
mixed = [fmod(a, b) for a, b in ((7, 3), (7.0, 3), (-7, 3), (-7.0, 3), (7, -3), (7, -3.0), (2 ** 70, 3),
        (2.0 ** 70, 3)) for _ in range(100)]
assert mixed[::100] == [1, 1.0, 2, 2.0, -2, -2.0, 1, 1.0]
assert [type(v) for v in mixed[::100]] == [int, float, int, float, int, float, int, float]
print("float floor", q, m, angle)
