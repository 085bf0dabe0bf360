"""bisect and insort: left and right, bounds, key, custom sequences, equal runs, mixed numbers, errors."""
import bisect


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

a = [1, 2, 2, 2, 5, 9]
assert bisect.bisect_left(a, 2) == 1 and bisect.bisect_right(a, 2) == 4
assert bisect.bisect is bisect.bisect_right and bisect.bisect_left(a, 0) == 0 and bisect.bisect(a, 99) == 6
assert bisect.bisect_left([], 1) == 0 and bisect.bisect(a, 2, 2, 3) == 3
assert bisect.bisect_left(a, 2, lo=2) == 2 and bisect.bisect_left(a, 5, hi=3) == 3
assert bisect.bisect(a, 2.0) == 4 and bisect.bisect_left(a, 1.5) == 1
words = ["a", "bb", "ccc", "dddd"]
assert bisect.bisect_left(words, 3, key=len) == 2 and bisect.bisect_right(words, 3, key=len) == 3
assert bisect.bisect(range(0, 100, 10), 35) == 4 and bisect.bisect(("a", "c"), "b") == 1
assert bisect.bisect(range(10 ** 18), 12345) == 12346
l = []
for v in (5, 1, 3, 1, 4):
    bisect.insort(l, v)
assert l == [1, 1, 3, 4, 5] and bisect.insort_left(l, 1) is None and bisect.insort is bisect.insort_right
pairs = [(1, "a"), (3, "b")]
bisect.insort(pairs, (2, "c"), key=lambda p: p[0])
bisect.insort_left(pairs, (2, "left"), key=lambda p: p[0])
bisect.insort_right(pairs, (2, "right"), key=lambda p: p[0])
assert pairs == [(1, "a"), (2, "left"), (2, "c"), (2, "right"), (3, "b")]
raises(ValueError, 'lo must be non-negative', bisect.bisect, [1], 1, -1)
raises(ValueError, 'lo must be non-negative', bisect.insort, [1], 1, lo=-1)
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", bisect.bisect, [1], "a")
raises(TypeError, "object of type 'int' has no len()", bisect.bisect, 5, 1)
raises(TypeError, "bisect_right() missing required argument 'x' (pos 2)", bisect.bisect, [1])
raises(TypeError, "'set' object does not support indexing", bisect.bisect, {1}, 1)
raises(IndexError, 'list index out of range', bisect.bisect, [1], 5, 0, 10)
raises(TypeError, "'str' object cannot be interpreted as an integer", bisect.bisect, [1], 1, "a")


class Seq:
    """Only __len__ and __getitem__, and a log of the probes."""

    def __init__(self, n):
        self.n = n
        self.probes = []

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        self.probes.append(i)
        return i * i

    def insert(self, i, x):
        self.inserted = (i, x)


s = Seq(1000)
assert bisect.bisect_left(s, 250000) == 500 and len(s.probes) <= 10
bisect.insort(s, 17)
assert s.inserted == (5, 17)


class Weird:
    def __lt__(self, o):
        return "truthy"


assert bisect.bisect_right([Weird()] * 3, Weird()) == 0 and bisect.bisect_left([Weird()] * 3, Weird()) == 3
data = sorted(i * i % 1013 for i in range(800))
for x in range(-3, 1020, 7):
    left, right = bisect.bisect_left(data, x), bisect.bisect_right(data, x)
    assert data[left:right] == [x] * data.count(x) and all(v < x for v in data[:left])
    assert all(v > x for v in data[right:])
keep = []
for i in range(1000):
    bisect.insort(keep, i * 7919 % 1009)
    if len(keep) > 50:
        del keep[bisect.bisect(keep, i % 1009) - 1]
assert keep == sorted(keep) and sum(keep) == 8068


def grade(score):
    return "FDCBA"[bisect.bisect([60, 70, 80, 90], score)]


assert [grade(s) for s in (33, 99, 77, 70, 89, 90, 100)] == list("FACCBAA")
print("bisect", sum(keep), len(s.probes), pairs[1])
