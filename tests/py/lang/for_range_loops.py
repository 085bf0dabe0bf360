"""`for` over `range`: every argument form, big bounds, steps, and reuse of the counter."""


def collect(*args):
    out = []
    for i in range(*args):
        out.append(i)
    return out


assert collect(5) == [0, 1, 2, 3, 4]
assert collect(0) == [] == collect(-3)
assert collect(2, 5) == [2, 3, 4]
assert collect(5, 2) == []
assert collect(0, 10, 3) == [0, 3, 6, 9]
assert collect(10, 0, -3) == [10, 7, 4, 1]
assert collect(0, -5, -1) == [0, -1, -2, -3, -4]
assert collect(1, 2, 100) == [1] and collect(1, 0, -100) == [1]
assert collect(True) == [0]

for bits in (31, 50, 51, 62, 63, 64, 100):
    e = 1 << bits
    assert collect(e - 2, e + 2) == [e - 2, e - 1, e, e + 1]
    assert collect(-e + 1, -e - 2, -1) == [-e + 1, -e, -e - 1]
    assert collect(e, 3 * e, e) == [e, 2 * e]
    assert collect(0, e * 4, e) == [0, e, 2 * e, 3 * e]
    assert collect(e, -e - 1, -e) == [e, 0, -e]
    assert collect(e, 0) == []
    total = 0
    for i in range(e - 1500, e + 1500):
        total += i
    assert total == 3000 * e - 1500

# Nested loops over the same range object, and loops that share the variable.
r = range(3)
pairs = [(i, j) for i in r for j in r]
assert pairs == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
out = []
for i in range(3):
    for i in range(i, i + 2):
        out.append(i)
    out.append(-i)
assert out == [0, 1, -1, 1, 2, -2, 2, 3, -3]

# The bounds are evaluated once.
n = 3
count = 0
for i in range(n):
    n += 10
    count += 1
assert count == 3 and n == 33


class Idx:
    def __init__(self, v):
        self.v = v
        self.calls = 0

    def __index__(self):
        self.calls += 1
        return self.v


idx = Idx(3)
assert collect(idx) == [0, 1, 2] and idx.calls == 1
assert collect(Idx(1), Idx(9), Idx(4)) == [1, 5]


def text_of(*args):
    try:
        for _ in range(*args):
            pass
    except (TypeError, ValueError) as e:
        return str(e)


assert text_of() == 'range expected at least 1 argument, got 0'
assert text_of(1, 2, 0) == 'range() arg 3 must not be zero'
assert text_of(1.5) == "'float' object cannot be interpreted as an integer"
assert text_of("3") == "'str' object cannot be interpreted as an integer"
assert text_of(None) == "'NoneType' object cannot be interpreted as an integer"
assert text_of(1, 2, 3, 4) == 'range expected at most 3 arguments, got 4'


def early(limit):
    for i in range(limit):
        if i * i > 500:
            return i
    return None


assert early(10 ** 30) == 23 and early(5) is None

last = None
for last in range(5000):
    continue
assert last == 4999
s = 0
for i in range(5000, 0, -7):
    s += i
assert s == sum(range(5000, 0, -7))
print("range loops", s, out)
