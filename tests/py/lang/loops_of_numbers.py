"""Hot loops of ints, floats and bools, and everything that may make a guess about them wrong."""

import math

K = 3


def nested(n):
    total = 0
    for i in range(n):
        for j in range(i, n, 2):
            total += i * j % K
        for j in range(10, 0, -3):
            total -= j
        for j in range(5, 5):
            total += 1000
    return total


def early(n):
    for i in range(n):
        x = i / 7
        if x > 300:
            break
        while x > 1:
            x = x * 0.5
    else:
        return "never"
    return i, x


def wide(n):
    # Through 51, 64 and more bits, and back by a mask.
    s = 1
    for i in range(n):
        s = s + (s << 1) & 0xFFFFFFFFFFFFF
        s ^= i
    t = 1
    for i in range(150):
        t *= 3
    u = -(1 << 62)
    for i in range(3000):
        u -= 1 << 50
    return s, t, u


def signs(n):
    r = 0
    for i in range(-n, n):
        r += i // 7 + i % 7 + (-i) // 3 + i % -5 + (i >> 2) + ~i + (i << 3) + (i & 6) - (i | 1) + (i ^ 5)
    return r


def floats(n):
    f, c, z = 0.5, 0, 0.0
    for i in range(n):
        f = 4 * f * (1 - f)
        z = -z
        if f < 0.5:
            c += 1
        elif f >= 0.9:
            c -= 1
        if not c:
            c = 5
    return f, c, math.copysign(1, z)


def not_numbers(n):
    x, y = float("inf"), 0.0
    for i in range(n):
        y = x - x
        z = -y
        w = z * 2.0
    return y == y, y != y, y < 1, math.copysign(1, y), math.copysign(1, z), math.copysign(1, w), i


def zero_division(n):
    try:
        for i in range(n, -5, -1):
            q = 100 // i
    except ZeroDivisionError as e:
        print(i, q, e)
    f = 1.0
    try:
        for i in range(n, -5, -1):
            f = 100 / i
    except ZeroDivisionError as e:
        print(i, f, e)
    try:
        for i in range(n, -5, -1):
            f = 1.0 % i + 7 % i
    except ZeroDivisionError as e:
        print(i, f, e)


def negative_shift(n):
    try:
        for i in range(n, -5, -1):
            q = 1 << (i & 15 if i >= 0 else i)
    except ValueError as e:
        print(i, q, e)


def types_change(n):
    s, t, flag = 0, 0, False
    for i in range(n):
        if i == n // 2:
            s = s + 0.5
        if i == n // 3:
            t = "text"
        if i == n // 4:
            t = None
        s += i
        flag = not flag
    return s, t, flag


def bools(n):
    a, b, count = True, False, 0
    for i in range(n):
        a = i % 3 == 0
        b = a or i > 5
        count += a + b
        if a is b:
            count += 1
    return a, b, count, type(a)


def ends_of_ranges():
    big = 2**50
    for r in range(big - 3, big + 3), range(-big - 2, -big + 2), range(3, -3, -2), range(0, 10, 4):
        count = 0
        for i in r:
            count += 1
        print(count, i)
    for n in 1200, 1200.0:
        try:
            s = 0
            for i in range(n):
                s += i
            print(s, i)
        except TypeError as e:
            print(e)
    last = 0
    for start in range(0, 40, 7):
        for i in range(start, 1200, 5):
            last += i
    return last


def compared_with_floats(n):
    hits = 0
    big = 2**53 + 1
    for i in range(n):
        if i < 10.5:
            hits += 1
        if i + big == float(big):
            hits += 100
        if i == 7.0:
            hits += 1000
    return hits


def unbound(n):
    try:
        for i in range(n):
            if i > n - 3:
                del x
            else:
                x = i
            y = x
    except UnboundLocalError as e:
        return i, e


def locals_are_seen(n):
    total = 0
    for i in range(n):
        half = i / 2
        total += 1
        if i == n - 1:
            return sorted(locals().items())


def global_rebound(n):
    global K
    out = []
    for K in 3, 7, 2.5, 5:
        s = 0
        i = 0
        while i < n:
            s += K * i
            i += 1
        out.append(s)
    return out


def range_rebound(n):
    range = lambda stop: [stop, stop]
    s = 0
    for i in range(n):
        s += i
    return s


N = 4000
print(nested(120), early(N), wide(N), signs(N), floats(N), not_numbers(N))
zero_division(2500)
negative_shift(2500)
print(types_change(N), bools(N), ends_of_ranges(), compared_with_floats(N), unbound(N))
print(locals_are_seen(N), global_rebound(N), range_rebound(N))
total = 0
for step in range(3000):
    total += step * 2
    if step == 2999:
        print(total, step)
