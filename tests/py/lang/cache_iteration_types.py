"""One hot for loop and one unpacking site over list, tuple, str, dict, range, set, generators and user iterators."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def collect(it):
    out = []
    for x in it:
        out.append(x)
    return out


def pair(v):
    a, b = v
    return a, b


class Seq:
    """Iterates by __getitem__ only."""

    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError
        return i


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


class LSub(list):
    def __iter__(self):
        return iter("sub")


class TSub(tuple):
    def __iter__(self):
        yield from ("t1", "t2")


class DSub(dict):
    def __iter__(self):
        return iter([1, 2])


def gen(n):
    for i in range(n):
        yield i


for _ in range(100):
    assert collect([1, 2]) == [1, 2] and pair([1, 2]) == (1, 2)
for _ in range(50):
    assert collect((1, 2)) == [1, 2] and collect("ab") == ["a", "b"] and collect({1: 2, 3: 4}) == [1, 3]
    assert collect(range(2)) == [0, 1] and collect(b"a") == [97]
    assert collect(gen(3)) == [0, 1, 2] and collect(Seq(2)) == [0, 1] and collect(It(2)) == [1, 0]
    assert collect(LSub([1])) == ["s", "u", "b"] and collect(TSub((9,))) == ["t1", "t2"]
    assert collect({1: 2}.items()) == [(1, 2)] and collect({1: 2}.values()) == [2]
    assert collect(enumerate("a")) == [(0, "a")] and collect(zip("ab", "cd")) == [("a", "c"), ("b", "d")]
    assert collect(map(str, [1])) == ["1"] and collect(reversed([1, 2])) == [2, 1] and collect({7}) == [7]
    assert collect(DSub()) == [1, 2] and collect(iter(int, 0)) == [] and collect([]) == []
    assert collect(range(2 ** 63, 2 ** 63 + 2)) == [2 ** 63, 2 ** 63 + 1] and collect(bytearray(b"\0")) == [0]
    assert collect(memoryview(b"b")) == [98] and collect(filter(None, [0, 1])) == [1]
    assert pair((1, 2)) == (1, 2) and pair("ab") == ("a", "b") and pair({5: 0, 6: 0}) == (5, 6)
    assert pair(range(2)) == (0, 1) and pair(gen(2)) == (0, 1) and pair(Seq(2)) == (0, 1)
    assert pair(It(2)) == (1, 0) and pair(TSub((1, 2, 3))) == ("t1", "t2") and pair(DSub()) == (1, 2)
    assert pair(b"ab") == (97, 98)
for bad, msg in ((5, "'int' object is not iterable"), (None, "'NoneType' object is not iterable"),
        (1.5, "'float' object is not iterable"), (collect, "'function' object is not iterable"),
                 (int, "'type' object is not iterable"), (object(), "'object' object is not iterable")):
    raises(TypeError, msg, collect, bad)
    raises(TypeError, "cannot unpack non-iterable " + type(bad).__name__ + " object", pair, bad)
    assert collect([3]) == [3]


class BadIter:
    def __iter__(self):
        return 5


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return 1


class BadNext:
    def __iter__(self):
        return self


raises(TypeError, "iter() returned non-iterator of type 'int'", collect, BadIter())
raises(TypeError, "'NoneIter' object is not iterable", collect, NoneIter())
raises(TypeError, "iter() returned non-iterator of type 'BadNext'", collect, BadNext())
raises(TypeError, "iter() returned non-iterator of type 'int'", pair, BadIter())
# Hooks change while the loop over the very object runs.
def It_stop(self):
    raise StopIteration


it = It(300)
seen = []
for x in it:
    seen.append(x)
    if x == 150:
        It.__next__ = lambda self: It_stop(self)
assert len(seen) == 150 and seen[-1] == 150
it = It(1)
assert collect(it) == []
LSub.__iter__ = list.__iter__
assert collect(LSub([1, 2])) == [1, 2]
del Seq.__getitem__
raises(TypeError, "'Seq' object is not iterable", collect, Seq(1))
total = 0
for (a, b), c in zip([(i, i + 1) for i in range(500)], gen(1000)):
    total += a * b - c
assert total == sum([i * (i + 1) - i for i in range(500)])
print("iteration", total, len(seen))
