# Numbers that are ints at times and floats at others, in one place of hot code: what each operation gives, and
# of which type, is what it gives for these two.

import warnings

INF = float("inf")
NAN = float("nan")
SPECIAL = [0, -0.0, 0.0, 1, -1, 2.5, 2**50, 2**53 + 1, 2**60, 2**64 + 1, float(2**53), INF, -INF, NAN, True, False]


def show(v):
    return f"{type(v).__name__}:{v!r}"


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def div(a, b):
    return a / b


def less(a, b):
    return a < b


def equal(a, b):
    return a == b


def at_least(a, b):
    return b <= a


def twice_and_one(a, b):
    return a * 2 + 1 - b * 0.5


def dot(a, b):
    return a * b + a * a + b * b


FUNCTIONS = [add, sub, mul, div, less, equal, at_least, twice_and_one, dot]


def warm(f, n):
    # Small ints and floats, as a hot place has met them; never both floats in the last ones.
    total = 0
    for i in range(n):
        a = i % 7 + 1 if i % 3 else i % 5 + 0.5
        b = i % 4 + 1 if i % 2 else i % 3 + 0.25
        total += f(a, b)
    return total


for f in FUNCTIONS:
    print(f.__name__, show(warm(f, 3000)))
    for a in SPECIAL:
        line = []
        for b in SPECIAL:
            try:
                line.append(show(f(a, b)))
            except (ZeroDivisionError, OverflowError) as e:
                line.append(f"{type(e).__name__}: {e}")
        print(f.__name__, show(a), line)


# In loops, where the type changes on the way.
def running(values, n):
    total = 0
    largest = 0
    for i in range(n):
        v = values[i % len(values)]
        total = total + v
        if v > largest:
            largest = v
        if total > 1000.5:
            total = total - 1000
    return show(total), show(largest)


print(running([1, 2.5], 5000), running([1, 2], 5000), running([0.1, 3, 2**40], 5000), running([2**55, 0.5, 3], 3000))


def to_overflow(n):
    v = 1
    seen = []
    for i in range(n):
        v = v * 3 if i % 2 else v * 2.0 if i % 50 == 0 else v + 1
        if i % 50 == 49:
            seen.append(show(v))
            v = i
    return seen


print(to_overflow(400))


def wide(n):
    # Ints that a float does not hold are compared as what they are.
    hits = []
    for i in range(n):
        a = 2**53 + 1 if i % 5 == 0 else i
        b = float(2**53) if i % 3 == 0 else i
        if a > b:
            hits.append(i)
    return len(hits), hits[:10]


print(wide(3000))


class Vector:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def scale(self, by):
        return Vector(by * self.x, by * self.y, by * self.z)


def vectors(n):
    made = [Vector(0, 1, 0), Vector(0.5, 2, -0.0), Vector(-1, 0.25, 3), Vector(2**31, 0, 1)]
    total = 0
    for i in range(n):
        v = made[i % 4].scale(i % 3 if i % 2 else 0.5)
        total += v.dot(made[(i + 1) % 4])
    return show(total), [show(x) for x in (v.x, v.y, v.z)]


print(vectors(6000), vectors(7))


# The operators of one operand, on what a row holds.
warnings.simplefilter("ignore")


class Own:
    def __neg__(self):
        return "negated"

    def __invert__(self):
        return "inverted"


def signs(row, n):
    out = None
    for i in range(n):
        v = row[i % len(row)]
        out = (-v, ~v) if not isinstance(v, float) else (-v, v)
    return [show(x) for x in out]


for row in ([3], [True], [2**50], [-(2**50), 5, -(2**62)], [2**70], [1, Own()]):
    print(signs(row, 3000), signs(row, 3001))


def negated(row, n):
    seen = {}
    for i in range(n):
        v = -row[i % len(row)]
        seen[show(v)] = seen.get(show(v), 0) + 1
    return seen


print(negated([0], 3000), negated([0.0], 3000), negated([0.0, 0, -0.0, False], 3000), negated([-(2**50)], 3000))
print(negated([-(2**63)], 3000), negated([2**63 - 1, 1.5], 3000))
indices = list(range(8))
for i in range(4000):
    j = i % 7 + 1
    indices[i % 8], indices[-j] = indices[-j], indices[i % 8]
print(indices)
