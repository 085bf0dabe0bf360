# What is done before a loop in place of in it must leave the loop undone when it fails.


def unbound(n, fail):
    if fail:
        x = fail
    seen = []
    i = total = 0
    while i < n:
        total += 1
        i += x
    return total


assert unbound(3000, 1) == 3000
try:
    unbound(3000, 0)
    assert False
except UnboundLocalError:
    pass


def types_change(n, x):
    """The inner loop wants another type of x each time it is entered."""
    total = 0
    log = ""
    for i in range(n):
        k = 0
        while k < 5:
            total += x
            k += 1
        if i % 400 == 7:
            x = 0.5
        elif i % 400 == 200:
            x = 2
    return total


def types_change_slowly(n, x):
    total = 0
    for i in list(range(n)):
        for k in list(range(5)):
            total += x
        if i % 400 == 7:
            x = 0.5
        elif i % 400 == 200:
            x = 2
    return total


assert types_change(3000, 1) == types_change_slowly(3000, 1)


def inner_divisor(n, d):
    """The division in the inner loop is the same each time, and may fail only when it is reached."""
    total = 0
    for i in range(n):
        k = 0
        total += 1
        while k < i % 3:
            total += 100 // d
            k += 1
        if i == 2500:
            d = 0
    return total


total = None
try:
    total = inner_divisor(3000, 7)
    assert False
except ZeroDivisionError:
    pass


def never_reached(n, d):
    total = 0
    for i in range(n):
        total += 1
        if i < 0:
            total += 100 // d
        k = i
        while k < i:
            total += 100 % d
            k += 1
    return total


assert never_reached(3000, 0) == 3000


def order(n, a, b):
    """The effects before the one that fails have happened, once."""
    total = 0
    i = 0
    try:
        while i < n:
            i += 1
            total += i
            total += 1000 // a
            total += 1000 % b
            if i == 2000:
                a = 0
    except ZeroDivisionError:
        return i, total
    return None


assert order(3000, 7, 9) == (2001, sum(range(1, 2002)) + 2000 * (1000 // 7 + 1000 % 9))


def no_iteration(n, m, d):
    total = 0
    for i in range(n):
        for k in range(m):
            total += 10 // d
        total += 1
    return total


assert no_iteration(3000, 0, 0) == 3000
assert no_iteration(3000, 2, 5) == 15000


class Counter:
    def __init__(self):
        self.n = 0


def once(n, counter, log, x):
    """What was written before a branch must not be written again when a check on one way fails."""
    i = 0
    last = n - 3
    while i < n:
        counter.n = counter.n + 1
        log[0] = log[0] + 1
        if i & 1:
            x = x * 3 + 1
        else:
            x = x >> 2
        i += 1
        if i == last:
            x = (x | 1) << 60
    return x


for _ in range(3):
    counter, log = Counter(), [0]
    once(3000, counter, log, 7)
    assert counter.n == 3000 and log == [3000], (counter.n, log)
