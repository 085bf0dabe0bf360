# Checks that are left out where ranges say so must not be missing where they do not.


def doubling(x, n):
    for _ in range(n):
        x = x + x
    return x


assert doubling(1, 3000) == 2**3000
assert doubling(-1, 200) == -(2**200)


def sums(start, steps, n):
    s = start
    for i in range(n):
        s += steps
        s -= i
    return s


assert sums(0, 3, 2500) == 3 * 2500 - 2500 * 2499 // 2
# The guess that ints are not negative fails, and ints of 64 bits are left behind.
assert sums(-5, -7, 2500) == -5 - 7 * 2500 - 2500 * 2499 // 2
assert sums(2**50 - 10, 2**50 - 1, 9000) == 2**50 - 10 + (2**50 - 1) * 9000 - 9000 * 8999 // 2
assert sums(-(2**50), -(2**50), 9000) == -(2**50) - 2**50 * 9000 - 9000 * 8999 // 2


def collatz(x):
    steps = 0
    highest = x
    while x != 1:
        if x % 2 == 0:
            x = x // 2
        else:
            x = 3 * x + 1
        if x > highest:
            highest = x
        steps += 1
    return steps, highest


for _ in range(60):
    assert collatz(837799) == (524, 2974984576)
assert collatz(2**61 - 1) == (860, 1546902434573765332844248435048)


def scaled(x, n):
    total = 0
    for i in range(n):
        total = x * 1000 + i
        x += 2**49
    return total


assert scaled(5, 1200) == (5 + 2**49 * 1199) * 1000 + 1199
assert scaled(-5, 40000) == (-5 + 2**49 * 39999) * 1000 + 39999
assert scaled(-(2**50), 1200) == (-(2**50) + 2**49 * 1199) * 1000 + 1199


def divisions(x, n):
    out = 0
    for i in range(n):
        out += x // 7 + x % 7 * 3 + x // 8 + x % 8 + x // -3 + x % -3 + x // 10 * (x % 10) + (x >> 3)
        x -= 1
    return out


def division(x):
    return x // 7 + x % 7 * 3 + x // 8 + x % 8 + x // -3 + x % -3 + x // 10 * (x % 10) + (x >> 3)


for start in (1500, 0, -1500, 2**50 + 700, -(2**50) + 700):
    assert divisions(start, 1500) == sum(division(start - i) for i in range(1500)), start


def by_each_other(n, step):
    out = []
    total = 0
    for x in range(-n, n, step):
        d = x + 3
        if d > 0:
            total += x // d + x % d
        elif d < 0:
            total -= x // d - x % d
    return total


def by_each_other_slowly(n, step):
    return sum(
        x // (x + 3) + x % (x + 3) if x > -3 else -(x // (x + 3) - x % (x + 3)) for x in range(-n, n, step) if x != -3
    )


assert by_each_other(2000, 1) == by_each_other_slowly(2000, 1)
assert by_each_other(2000, 3) == by_each_other_slowly(2000, 3)


def zero_divisor(n, d):
    total = 0
    for i in range(n):
        if d >= 0:
            total += i // d
        d -= 1
    return total


try:
    zero_divisor(3000, 2500)
    assert False
except ZeroDivisionError:
    pass


def masks(n, x):
    seen = 0
    for i in range(n):
        seen += (x & 255) + (x & 127) + (i & 1023) + (x & -256)
        x -= 1
    return seen


def masks_slowly(n, x):
    return sum(((x - i) & 255) + ((x - i) & 127) + (i & 1023) + ((x - i) & -256) for i in range(n))


assert masks(3000, 200) == masks_slowly(3000, 200)
assert masks(3000, 2**50 + 1) == masks_slowly(3000, 2**50 + 1)


def shifts(n, by, down):
    total = 0
    for i in range(n):
        total ^= i << by
        total += (1 << 62) >> by
        by += 1
        if by == down:
            by = 0
    return total


def shifts_slowly(n, by, down):
    total = 0
    for i in range(n):
        total ^= i * 2**by
        total += 2**62 // 2**by
        by = 0 if by + 1 == down else by + 1
    return total


assert shifts(2000, 0, 8) == shifts_slowly(2000, 0, 8)
assert shifts(2000, 0, 70) == shifts_slowly(2000, 0, 70)
try:
    shifts(3000, -1500, 9)
    assert False
except ValueError:
    pass


def steps(a, b, step):
    seen = []
    total = 0
    last = None
    for i in range(a, b, step):
        total += i
        last = i
    return total, last


for a, b, step in ((0, 5000, 1), (5000, 0, -1), (0, 5000, 3), (1, 5000, 7), (5000, -5000, -3), (-(2**50), -(2**50) + 5000, 9)):
    numbers = range(a, b, step)
    assert steps(a, b, step) == (sum(numbers), numbers[-1])


def descending(n):
    total = 0
    for i in range(n, -n, -1):
        if i >= 0:
            total += i * i
        else:
            total -= i
    return total


assert descending(3000) == sum(i * i for i in range(3001)) + sum(range(1, 3000))


def compared(n, limit):
    hits = 0
    for i in range(n):
        if i < limit:
            if i >= limit:
                hits += 1000
            hits += 1
        elif i == limit:
            hits += 10
    return hits


assert compared(3000, 1234) == 1244 and compared(3000, -1) == 0 and compared(3000, 2999) == 3009


def exact_floats(n, i, f):
    equal = 0
    while n:
        if i == f:
            equal += 1
        i += 1
        n -= 1
    return equal


assert exact_floats(3000, 5, 100.0) == 1
assert exact_floats(3000, 2**53 - 100, 2.0**53) == 1
assert exact_floats(3000, 2**53 + 1, 2.0**53) == 0


def nested_sums(rounds, n, step):
    total = 0
    for i in range(rounds):
        for k in range(n):
            total += step
            total += k
        total -= i
    return total


for step in (1, 2**31, 2**45, 2**50 - 1, -(2**50)):
    rounds, n = 12, 2000
    expected = rounds * (n * step + n * (n - 1) // 2) - rounds * (rounds - 1) // 2
    assert nested_sums(rounds, n, step) == expected, step


def two_counters(n, fast):
    i = 0
    late = 0
    total = 2**62
    while i < n:
        i += 1
        if i % 3 == 0:
            late += 1
        if late > fast:
            total += 2**50
        total += late * 2**40
    return total


def two_counters_slowly(n, fast):
    total = 2**62
    for i in list(range(1, n + 1)):
        total += (i // 3 > fast) * 2**50 + i // 3 * 2**40
    return total


assert two_counters(9000, 100) == two_counters_slowly(9000, 100)
assert two_counters(9000, 10**6) == two_counters_slowly(9000, 10**6)


def counters_from_afar(i, n, step):
    """Counters that begin beyond what was guessed when the loop was compiled."""
    total = 0
    while i < n:
        total += i
        i += 3
    return total


for start in (0, -1000, 2**31 - 1000, 2**50 - 1000, 2**50 - 9000):
    stop = start + 9000
    assert counters_from_afar(start, stop, 3) == sum(range(start, stop, 3)), start


def turned_back(n):
    """What is chosen must not be what overflows on the other way."""
    x = 1
    seen = 0
    for i in range(n):
        if x < 1 << 61:
            x = x * 3 + 1
        else:
            x = x >> 40
        seen ^= x
    return x, seen


def turned_back_slowly(n):
    x, seen = 1, 0
    for i in list(range(n)):
        x = [x // 2**40, x * 3 + 1][x < 2**61]
        seen ^= x
    return x, seen


assert turned_back(5000) == turned_back_slowly(5000)

# Called often, whole functions become units.
for i in range(30):
    assert sums(2**50 - 10 - i, 2**50 - 1, 60) == 2**50 - 10 - i + (2**50 - 1) * 60 - 60 * 59 // 2
    assert doubling(-1 - i, 100) == (-1 - i) * 2**100
    assert divisions(20 - i, 40) == sum(division(20 - i - k) for k in range(40))
    assert scaled(2**50 - 1 - i, 20) == (2**50 - 1 - i + 2**49 * 19) * 1000 + 19
