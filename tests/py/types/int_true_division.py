"""int / int: correctly rounded quotients of huge ints, overflow, subnormal results, signs."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


assert 7 / 2 == 3.5 and -7 / 2 == -3.5 and type(6 / 3) is float and 6 / 3 == 2.0
assert 1 / 3 == 0.3333333333333333 and 2 / 3 == 0.6666666666666666
assert repr(0 / 5) == "0.0" and repr(0 / -5) == '-0.0'
assert 2 ** 53 / 1 == 9007199254740992.0 and (2 ** 53 + 1) / 1 == 9007199254740992.0
assert (2 ** 53 + 3) / 1 == 9007199254740996.0
assert (2 ** 1000) / (2 ** 999) == 2.0 and 10 ** 400 / 10 ** 399 == 10.0
assert 10 ** 308 / 1 == 1e308 and -(10 ** 308) / 1 == -1e308
assert 1 / 10 ** 308 == 1e-308 and 1 / 10 ** 323 == 1e-323 and 1 / 10 ** 324 == 0.0
assert 1 / 2 ** 1074 == 5e-324 and 1 / 2 ** 1075 == 0.0 and 3 / 2 ** 1075 == 1e-323
assert -1 / 2 ** 1080 == 0.0 and repr(-1 / 2 ** 1080) == "-0.0"
assert (2 ** 1024 - 2 ** 970 - 1) / 1 == 1.7976931348623157e308
raises(OverflowError, 'integer division result too large for a float', lambda: 2 ** 1024 / 1)
raises(OverflowError, 'integer division result too large for a float', lambda: (2 ** 1024 - 2 ** 970) / 1)
raises(OverflowError, 'integer division result too large for a float', lambda: -10 ** 400 / 3)
raises(OverflowError, 'int too large to convert to float', lambda: 10 ** 400 / 1.5)
raises(OverflowError, 'int too large to convert to float', lambda: 1.5 / 10 ** 400)
raises(ZeroDivisionError, 'division by zero', lambda: 1 / 0)
raises(ZeroDivisionError, 'division by zero', lambda: 10 ** 400 / 0)
raises(ZeroDivisionError, 'division by zero', lambda: 1 / 0.0)
raises(ZeroDivisionError, 'division by zero', lambda: 1.0 / 0)
raises(TypeError, "unsupported operand type(s) for /: 'int' and 'str'", lambda: 1 / "a")


# Round half to even is visible where both operands are too long for a float.
def nearest(a, b):
    """The float nearest to a/b by exact integer arithmetic, for quotients of normal size."""
    e = 0
    while a // b < 2 ** 53:
        a *= 2
        e -= 1
    while a // b >= 2 ** 54:
        b *= 2
        e += 1
    q, r = divmod(a, b)
    low = q & 1
    q >>= 1
    e += 1
    if low and (r or q & 1):
        q += 1
    return float(q) * 2.0 ** e


x = 1
for i in range(400):
    x = (x * 48271 + i) % (2 ** 31 - 1)
    a = x ** (1 + i % 9) + 1
    b = (x // 3) ** (1 + i % 7) + 1
    assert a / b == nearest(a, b), (a, b)
    assert -a / b == -nearest(a, b) == a / -b
for k in range(50, 70):
    a = 2 ** k + 1
    assert a / 1 == nearest(a, 1) and a / 3 == nearest(a, 3) and (a * a) / a == float(a)
    assert a / (2 ** 200) == float(a) * 2.0 ** -200

total = 0.0
for i in range(1, 3000):
    total += i / (i + 1)
    total -= 1 / -i
assert round(total, 6) == 2999.999667
n = 1
quot = []
for i in range(80):
    n *= 7
    quot.append(n / 7 ** i)
assert quot == [7.0] * 80
print("true division", round(total, 6), 2 ** 100 / 3)
