"""Hot float loops with signed zeros, NaN, infinities, mixed ints, // % ** abs round min max, against recorded results."""
inf, nan = float("inf"), float("nan")


def steps(x, n):
    out = []
    for i in range(n):
        x = x * 1.5 - i if i % 3 else x / -2.0
        out.append(x)
    return out


assert steps(1.0, 8) == [-0.5, -1.75, -4.625, 2.3125, -0.53125, -5.796875, 2.8984375, -2.65234375]
assert [repr(v) for v in steps(-0.0, 4)] == ['0.0', '-1.0', '-3.5', '1.75']
assert all(v != v for v in steps(nan, 50))
assert [repr(v) for v in steps(inf, 6)] == ['-inf', '-inf', '-inf', 'inf', 'inf', 'inf']


def zero_signs(n):
    pos = neg = 0
    z = 0.0
    for i in range(n):
        z = z * -1 if i % 2 else -z
        if repr(z) == "-0.0":
            neg += 1
        else:
            pos += 1
        z = z + 0.0 if i % 7 == 0 else z
    return pos, neg


assert zero_signs(700) == (300, 400)


def floor_mod(n):
    t = u = 0.0
    for i in range(-n, n):
        x = i * 0.75
        t += x // 0.5 + x // -2 + i // 2.5
        u += x % 3 + x % -3 + i % 0.25
    return t, u


assert floor_mod(600) == (-2220.0, 0.0)


def logistic(r, n):
    x = 0.5
    for _ in range(n):
        x = r * x * (1 - x)
    return x


assert [logistic(r, 500) for r in (2.5, 3.2, 3.9, 4.0)] == [0.6, 0.5130445095326298, 0.6790034692630079, 0.0]


def kahan(xs):
    s = c = 0.0
    for x in xs:
        y = x - c
        t = s + y
        c = (t - s) - y
        s = t
    return s


assert kahan([0.1] * 3000) == 300.0 and sum([0.1] * 3000) != 0 and kahan([1e16, 1.0, -1e16] * 100) == 0.0


def mixed(n):
    """The accumulator is int, bool, float, big int and float again."""
    t = 0
    for i in range(n):
        if i < n // 4:
            t += i
        elif i < n // 2:
            t += i * 0.5
        elif i < 3 * n // 4:
            t = int(t) + i
        else:
            t = t - 2 ** 60 + (2 ** 60 + True)
    return t


assert mixed(1000) == 234312 and type(mixed(1000)) is int


def compare_all(xs):
    lo = hi = xs[0]
    count = 0
    for x in xs:
        if x < lo:
            lo = x
        elif x > hi:
            hi = x
        if x == x:
            count += 1
        if not x <= 0:
            count += 10
    return lo, hi, count


assert compare_all([1.5, -2, nan, 3, inf, 2 ** 70, -0.0, True]) == (-2, inf, 67)
assert compare_all([0.0, -0.0])[:2] == (0.0, 0.0) and repr(compare_all([0.0, -0.0])[0]) == "0.0"


def newton(a):
    x, n = a, 0
    while True:
        y = (x + a / x) / 2
        n += 1
        if y == x or n > 200:
            return x, n
        x = y


assert [newton(float(a))[0] for a in (2, 9, 1e10, 1e-10)] == [1.414213562373095, 3.0, 100000.0, 9.999999999999999e-06]


def overflow_to_inf(x):
    n = 0
    while x != inf:
        x *= 10.0
        n += 1
    return n


assert overflow_to_inf(1.0) == 309 and overflow_to_inf(1e-300) == 609


def powers(n):
    t = 0.0
    for i in range(1, n):
        t += i ** 0.5 + 2.0 ** (i % 20) + (i / 7) ** 2 + (-1.0) ** i + i ** -1
    return t


assert round(powers(400), 6) == 21410570.552103


def rounding(n):
    t = 0
    for i in range(-n, n):
        t = t * 31 % 1000003 + round(i / 4) + int(i / 3) + round(i / 8, 1) * 10
    return t


assert round(rounding(500), 6) == 65097.0
try:
    for k in range(100, -1, -1):
        1.5 / k
except ZeroDivisionError as e:
    assert str(e) == "division by zero" and k == 0
print("float loops", zero_signs(10), mixed(100), overflow_to_inf(5.0))
