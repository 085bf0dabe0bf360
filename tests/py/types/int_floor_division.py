"""int // and % and divmod: floors for every sign, boundaries, identities, division by zero."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


TABLE = [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, 3, 2, 0), (-6, 3, -2, 0), (6, -3, -2, 0),
         (0, 5, 0, 0), (0, -5, 0, 0), (1, 10, 0, 1), (-1, 10, -1, 9), (1, -10, -1, -9), (-1, -10, 0, -1)]
for a, b, q, r in TABLE:
    assert (a // b, a % b) == (q, r) == divmod(a, b)

nums = [1, 2, 3, 7, 10, 97, 1000]
for bits in (30, 32, 50, 51, 62, 63, 64, 90, 128):
    for off in (-1, 0, 1):
        nums.append((1 << bits) + off)
nums += [-n for n in nums]
for a in nums + [0]:
    for b in nums:
        q, r = divmod(a, b)
        assert q * b + r == a and a // b == q and a % b == r
        assert 0 <= r < b if b > 0 else b < r <= 0
        assert -a // -b == q and -a // b == (-q if r == 0 else -q - 1) and -a % -b == -r

assert -2 ** 63 // -1 == 2 ** 63 and -2 ** 50 // -1 == 2 ** 50 and -2 ** 31 // -1 == 2 ** 31
assert -2 ** 63 % -1 == 0 and (-2 ** 63) % (2 ** 63) == 0 and -2 ** 63 % (2 ** 63 + 1) == 1
assert (2 ** 63 - 1) // -2 == -2 ** 62 and 10 ** 40 // 10 ** 20 == 10 ** 20
assert (10 ** 40 + 7) % 10 ** 20 == 7 and -(10 ** 40 + 7) % 10 ** 20 == 10 ** 20 - 7
assert True // 2 == 0 and type(True // True) is int and False % 5 == 0


def div(a, b):
    return a // b


def mod(a, b):
    return a % b


for a in (0, 1, -1, 2 ** 50, 2 ** 64, -2 ** 100, True):
    raises(ZeroDivisionError, 'division by zero', div, a, 0)
    raises(ZeroDivisionError, 'division by zero', mod, a, 0)
    raises(ZeroDivisionError, 'division by zero', divmod, a, 0)
    raises(ZeroDivisionError, 'division by zero', lambda: a / 0)
    raises(ZeroDivisionError, 'division by zero', div, a, False)
raises(TypeError, "unsupported operand type(s) for //: 'int' and 'str'", div, 1, "2")
raises(TypeError, "unsupported operand type(s) for %: 'list' and 'int'", mod, [], 2)
raises(TypeError, "unsupported operand type(s) for divmod(): 'int' and 'NoneType'", divmod, 1, None)

# Hot loops over both signs: a truncating fast path would show at once.
s = t = 0
for i in range(-3000, 3000):
    s += i // 7
    t += i % 7
    s += i // -11
    t += i % -11
assert (s, t) == (-5455, -12005)
x = -10 ** 30
steps = 0
while x < -1:
    x //= 3
    steps += 1
assert (x, steps) == (-1, 63)
x = 2 ** 70
seq = []
while x:
    x, r = divmod(x, 1000)
    seq.append(r)
assert seq == [424, 303, 411, 717, 620, 591, 180, 1]
assert sum(d * 1000 ** i for i, d in enumerate(seq)) == 2 ** 70
y = 12345678901234567890
for _ in range(100):
    y = (y * 6364136223846793005 + 1442695040888963407) % 2 ** 64
assert y == 2911511741137995910
print("floor division", s, t, steps, y)
