# Operations on dicts, strs and rows in machine code, with what their first rounds did not meet.


class Eq:
    asked = 0

    def __init__(self, k):
        self.k = k

    def __hash__(self):
        return hash(self.k)

    def __eq__(self, other):
        Eq.asked += 1
        return isinstance(other, Eq) and self.k == other.k or self.k == other


class Sub(dict):
    def __missing__(self, key):
        return -1

    def __getitem__(self, key):
        return super().__getitem__(key) * 2

    def __contains__(self, key):
        return True


def read(d, keys):
    t = 0
    for k in keys:
        if k in d:
            t += d[k]
        t += d.get(k, 7)
    return t


ints = {k: k for k in range(100)}
keys = list(range(0, 200, 3))
for _ in range(4):
    print(read(ints, keys))
odd = {Eq(k): k for k in range(100)}
print(read(odd, keys), Eq.asked > 0)
print(read(Sub(ints), keys))
print(read(ints, [True, 2.0, (1,), None, "x", 1 << 70, -1, -2, Eq(5)] * 3))
try:
    read(ints, [1] * 40 + [[]])
except TypeError as e:
    print(e)


def count(d, keys):
    for k in keys:
        d[k] = d[k] + 1 if k in d else 1
    return sorted(d.values())[-3:], len(d)


for _ in range(3):
    print(count({}, "the quick brown fox jumps over the lazy dog" * 5))
print(count({"x": 1}, [Eq("x"), "x", "y"] * 5), count(Sub(), [1]))


def missing(d, keys):
    n = 0
    for k in keys:
        try:
            n += d[k]
        except KeyError as e:
            n += 1000 * e.args[0]
    return n


for _ in range(4):
    print(missing({1: 1}, [1, 1, 1, 2] * 30))


# A store between two looks at the same key.
def twice(d, k, n):
    t = 0
    for i in range(n):
        t += d[k]
        d[k] = i
        t += d[k] * 2
    return t


for _ in range(3):
    print(twice({"k": 5}, "k", 100))


# Names are entries of a dict too.
name = 0


def by_name(n):
    global name
    g = globals()
    t = 0
    for i in range(n):
        name = i
        t += g["name"]
        g["name"] = i * 2
        t += name
    return t


for _ in range(3):
    print(by_name(100))


class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__

    def __getitem__(self, i):
        return "sub"

    def __len__(self):
        return 3

    def __add__(self, other):
        return "added"

    def __format__(self, spec):
        return "formatted"

    def __contains__(self, x):
        return True


def texts(words):
    out = []
    for w in words:
        out.append((w == "b", w < "c", w[0], w[1:], len(w), w + "!", f"{w}|{w:>4}", "b" in w, not w, w[-1:] * 2))
    return out


words = ["a", "b", "abc", "é", "né", "\U0001f600x"] * 9
for _ in range(3):
    print(texts(words)[-6:])
print(texts(words + [Text("b")])[-1])
for bad in ("", None, 5):
    try:
        texts(words + [bad])
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)


def rows(pairs):
    out = []
    for x, y in pairs:
        out.append(x + y)
        out.append(x[1:] + y[:1])
        out.append([x, y, len(out)])
        out.append((y,) * 2)
    return out


for _ in range(3):
    print(rows([((1, 2), (3,))] * 60)[-4:])
print(rows([((1, 2), (3,))] * 60 + [([1, 2], [3])])[-4:])


def grow(n):
    a = b = []
    for i in range(n):
        a += [i]
        a = a + [0] if i % 50 == 49 else a
    return len(a), len(b), a is b


for _ in range(3):
    print(grow(100), grow(20))


class Falsy:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Plain:
    pass


def truths(values):
    n = 0
    for v in values:
        if v:
            n += 1
        if not v:
            n += 100
        while not (v or True):
            pass
    return n


for values in ([None, [], [1], {}, {1: 1}, "", "x"], [[], [1]], [None, Plain()], [Falsy(0), Falsy(2), Plain()]):
    for _ in range(3):
        print(truths(values * 20))
Plain.__bool__ = lambda self: False
print(truths([None, Plain()] * 30))


class Broken:
    def __bool__(self):
        raise ZeroDivisionError("no truth")


try:
    truths([None, Plain()] * 30 + [Broken()])
except ZeroDivisionError as e:
    print(e)


class Liar:
    @property
    def __class__(self):
        return int


class Meta(type):
    def __instancecheck__(cls, v):
        return v == 5


class Checked(metaclass=Meta):
    pass


def ints_among(values, cls):
    return sum([1 for v in values if isinstance(v, cls)])


for _ in range(3):
    print(ints_among([1, "a", True, 2.5] * 30, int), ints_among([Plain(), 1] * 50, Plain))
print(ints_among([1, Liar()] * 30, int), ints_among([1, 5] * 50, Checked), ints_among([1, ""] * 50, (int, str)))
try:
    ints_among([1], 5)
except TypeError as e:
    print(e)


def unpacks(rows):
    t = 0
    for row in rows:
        a, b = row
        t += a - b
        c, *_ = row
    return t + c


for _ in range(3):
    print(unpacks([(5, 2)] * 60))
print(unpacks([(5, 2)] * 60 + [[7, 1], "ab"[:0] or (1, 1)]))
for bad in ((1,), (1, 2, 3), 5):
    try:
        unpacks([(5, 2)] * 60 + [bad])
    except (ValueError, TypeError) as e:
        print(e)


def wide(n):
    x = 1 << 64
    out = []
    for i in range(n):
        x = x * 3 + i
        out.append(x % 1000007 + (x >> 60) % 10 + (x & 7) - (x // 10**18 == 0))
    return sum(out), x > 1 << 90, x == x + 0


for _ in range(3):
    print(wide(100))


def walks(row):
    t = 0
    for x in row:
        t += x
    return t


for row in (tuple(range(300)), range(300), {k: 1 for k in range(300)}, {k: 1 for k in range(300)}.values(), set(range(300))):
    for _ in range(3):
        print(walks(row))


def walk_and_change(d):
    t = 0
    for k in d:
        t += k
        if k == 250:
            d[1000] = 1
    return t


for _ in range(3):
    try:
        walk_and_change({k: 1 for k in range(300)})
    except RuntimeError as e:
        print(e)


def natives(values):
    out = []
    for v in values:
        out.append((ord(str(v)[0]), chr(97 + v % 26), max(v, 5), min(v, 5), "ab".startswith("a"), int("12"), abs(v)))
    return out[-1]


for _ in range(3):
    print(natives(list(range(200))))
print(natives([2.0, 3]) if False else natives([True, 3]))
real_max = max
max = lambda a, b: "mine"
print(natives([1, 3]))
max = real_max


def percent(n):
    return ["%d-%s" % (i, "x") for i in range(n)][-1] + "%s" % n + "%5d" % n


for _ in range(3):
    print(percent(100))


class Shown:
    def __str__(self):
        return "shown"


print(["%s" % v for v in [1] * 60 + [Shown(), (2,)]][-2:])
