# What is folded must be what would have been computed, to the sign of a zero.
import math


def sign(x):
    return math.copysign(1.0, x)


def zeros(n, x):
    a = b = c = d = e = x
    for i in range(n):
        a = x + 0.0
        b = x - 0.0
        c = x * 0.0
        d = x * 1.0
        e = 0.0 - x
    return sign(a), sign(b), sign(c), sign(d), sign(e)


for _ in range(3):
    assert zeros(2000, -0.0) == (1, -1, -1, -1, 1)
    assert zeros(2000, 0.0) == (1, 1, 1, 1, 1)
    assert zeros(2000, -2.0) == (-1, -1, -1, -1, 1)


def nans(n, x):
    equal = 0
    product = x
    for i in range(n):
        if x == x:
            equal += 1
        if not x < x:
            equal += 2
        if not (x != x):
            equal += 4
        product = x * 0.0
    return equal // n, product != product


assert nans(2000, math.nan) == (2, True)
assert nans(2000, math.inf) == (7, True)
assert nans(2000, 1.5) == (7, False)


def halves(n, x):
    total = 0.0
    for i in range(n):
        total += x / 2 + x / 4.0 + x / 0.1 + x / 3
        x = x * 1.5
    return total


def halves_slowly(n, x):
    total, two, four, tenth, three = 0.0, 2, 4.0, 0.1, 3
    for i in [None] * n:
        total += x / two + x / four + x / tenth + x / three
        x = x * 1.5
    return total


for start in (1.0, -1e-320, 5e-324, 1e308, -0.0):
    assert halves(1200, start) == halves_slowly(1200, start)




def ints(n, x):
    a = b = c = d = e = f = 0
    for i in range(n):
        a = x * 0 + x * 1
        b = x - x
        c = x ^ x
        d = (x | 0) + (x & -1) + (x & 0)
        e = -5 + x - -3
        f = (x & 1020) & 63
    return a, b, c, d, e, f


for x in (0, 77, -77, 2**50 - 1, -(2**50)):
    assert ints(2000, x) == (x, 0, 0, 2 * x, x - 2, x & 60)


def guards(n, x, d):
    total = 0
    for i in range(n):
        total += x // d
        d -= 1
        total += x // d
        if d == 1:
            d = 50
    return total


try:
    guards(2000, 10, 40)
    guards(2000, 10, -40)
    guards(2000, 10, 60)
except ZeroDivisionError:
    assert False


def bools(n, flag):
    total = 0
    for i in range(n):
        if flag + 0 == 1:
            total += 1
        if not flag:
            total += 2
        if not not flag:
            total += 4
        flag = not flag
    return total


assert bools(2000, True) == 7000 and bools(2001, False) == 7002


def always(n):
    total = 0
    for i in range(n):
        if 1 < 2:
            total += 1
        if 2.5 <= 2:
            total += 100
    return total


assert always(2000) == 2000

# Called often, whole functions become units, with their literals in them.
for _ in range(30):
    assert zeros(20, -0.0) == (1, -1, -1, -1, 1)
    assert zeros(20, 0.0) == (1, 1, 1, 1, 1)
    assert nans(20, math.nan) == (2, True)
    assert nans(20, math.inf) == (7, True)
    for start in (1.0, -1e-320, 5e-324, 1e308, -0.0):
        assert halves(20, start) == halves_slowly(20, start)
    for x in (0, 77, -77, 2**50 - 1, -(2**50)):
        assert ints(20, x) == (x, 0, 0, 2 * x, x - 2, x & 60)
