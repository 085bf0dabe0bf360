"""Locals that change type inside a running loop: int to float to big int to str, None sentinels, resets."""


def int_then_float(n):
    x = 0
    for i in range(n):
        if i == n // 2:
            x = x + 0.5
        x = x + i
    return x


assert int_then_float(1000) == 499500.5


def grow(n):
    x, kinds = 1, []
    for i in range(n):
        if i == 400:
            x = float(x % 1000)
        elif i == 600:
            x = str(x)
        elif i == 700:
            x = [x]
        elif i == 800:
            x = 1
        x = x * 2 if not isinstance(x, (str, list)) else x
        if i % 100 == 99:
            kinds.append(type(x).__name__)
    return kinds, x


kinds, x = grow(1000)
assert kinds == ["int", "int", "int", "int", "float", "float", "str", "list", "int", "int"] and x == 2 ** 200


def sentinel(items):
    best = None
    count = 0
    for v in items:
        if best is None or v > best:
            best = v
            count += 1
    return best, count


assert sentinel([]) == (None, 0) and sentinel(range(500)) == (499, 500)
assert sentinel([0.5, 1, 2.5, 2 ** 70, 3]) == (2 ** 70, 4) and sentinel("hello") == ("o", 3)


def swap_roles(n):
    a, b, c = 1, 2.0, "s"
    for _ in range(n):
        a, b, c = b, c, a
    return a, b, c


assert swap_roles(999) == (1, 2.0, "s") and swap_roles(1000) == (2.0, "s", 1)
assert swap_roles(1001) == ("s", 1, 2.0)


def nested(n):
    total = 0
    for i in range(n):
        x = i
        for j in range(3):
            x = x / 2 if j == 1 else x + 1
        total += x
        if total > 10 ** 4:
            total = int(total) - 10 ** 4
    return total


assert nested(500) == 3123.0


def counters(n):
    """An int that leaves the small range and comes back, over and over."""
    x, peaks = 1, 0
    for i in range(n):
        x = x * 3 + 1
        if x > 2 ** 80:
            peaks += 1
            x %= 1000
    return x, peaks


assert counters(3000) == (1, 65)


def arg_types(a, b):
    t = a
    for _ in range(100):
        t = t + b
    return t


assert arg_types(0, 1) == 100 and arg_types(0, 0.5) == 50.0 and arg_types(2 ** 50 - 50, 1) == 2 ** 50 + 50
assert arg_types("", "ab") == "ab" * 100 and arg_types([], [1]) == [1] * 100
assert arg_types(2 ** 63 - 1, 1) == 2 ** 63 + 99 and arg_types(0, True) == 100
assert arg_types((), (1,)) == (1,) * 100 and arg_types(0, -2 ** 62) == -100 * 2 ** 62
assert arg_types(1j, 1) == 100 + 1j
assert arg_types(0, 1) == 100 and type(arg_types(False, False)) is int


def loop_var(seq):
    out = 0
    for v in seq:
        if v:
            out = v if not out else out + v if type(out) is type(v) else out
    return out


assert loop_var([1, 2, 3, 2.5, "a", None, 4]) == 10 and loop_var([None, 0, "", "x", "y", 5]) == "xy"
assert loop_var([0.0, 2.5, 1, 2.5]) == 5.0


def flags(n):
    done, i = False, 0
    while not done:
        i += 1
        done = i if i > n else None if i % 2 else ""
    return done, i


assert flags(501) == (502, 502)


def except_type(n):
    x, errs = 0, 0
    for i in range(n):
        try:
            x = x + (1 if i % 50 else "s")
        except TypeError:
            errs += 1
            x = float(x) if i % 100 else int(x)
    return x, errs


assert except_type(1000) == (980.0, 20)


def while_float(limit):
    x, n = 0, 0
    while x < limit:
        x += 1 if n < 100 else 0.25
        n += 1
    return x, n


assert while_float(150) == (150.0, 300) and while_float(50) == (50, 50)
big = 2 ** 50 - 200
for i in range(400):
    big += 1
    assert big == 2 ** 50 - 199 + i
print("type changes", nested(50), counters(100), kinds)
