"""Iterators: exhaustion stays, independent iterators, length hints, __iter__ of iterators, copying state, two-argument iter."""
import copy


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

SOURCES = {"list": [1, 2, 3], "tuple": (1, 2, 3), "str": "abc", "wide str": "aé😀", "bytes": b"abc",
        "bytearray": bytearray(b"abc"), "range": range(3), "big range": range(2 ** 70, 2 ** 70 + 3),
        "dict": {1: "a", 2: "b", 3: "c"}, "keys": {1: "a", 2: "b", 3: "c"}.keys(),
        "values": {1: "a", 2: "b", 3: "c"}.values(), "items": {1: "a", 2: "b", 3: "c"}.items(),
        "set": {1, 2, 3}, "frozenset": frozenset([1, 2, 3]), "memoryview": memoryview(b"abc")}
for name, src in SOURCES.items():
    i, j = iter(src), iter(src)
    assert i is not j and iter(i) is i and next(i) == next(j) and i.__length_hint__() == 2 if hasattr(i,
            "__length_hint__") else name == "memoryview"
    i = iter(src)
    out = [next(i), next(i), next(i)]
    assert out == list(src) == [x for x in src] == [*src], name
    for _ in range(3):
        raises(StopIteration, "", next, i)
        assert next(i, "default") == "default" and list(i) == []
    k = iter(src)
    next(k)
    if name not in ("memoryview",):
        c = copy.copy(k)
        assert list(c) == out[1:] or name in ("set", "frozenset") and sorted(c) == sorted(out[1:]), name
    raises(TypeError, "'%s' object is not callable" % type(k).__name__, k)
    if name not in ("set", "frozenset", "memoryview"):
        r = list(reversed(src))
        assert r == out[::-1], name
    assert type(k).__name__ == {"list": "list_iterator", "tuple": "tuple_iterator", "str": "str_ascii_iterator",
            "wide str": "str_iterator", "bytes": "bytes_iterator", "bytearray": "bytearray_iterator",
            "range": "range_iterator", "big range": "longrange_iterator", "dict": "dict_keyiterator",
            "keys": "dict_keyiterator", "values": "dict_valueiterator", "items": "dict_itemiterator",
            "set": "set_iterator", "frozenset": "set_iterator", "memoryview": "memory_iterator"}[name], type(k).__name__


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


c = Countdown(3)
assert list(c) == [2, 1, 0] and list(c) == [] and max(Countdown(5)) == 4
assert sorted(Countdown(4)) == [0, 1, 2, 3] and 2 in Countdown(5) and 9 not in Countdown(5)
assert [*Countdown(2)] == [1, 0] and dict(zip(Countdown(2), "ab")) == {1: "a", 0: "b"}
assert tuple(Countdown(0)) == ()
c.n = 2
assert list(c) == [1, 0]


class Revives:
    """Raises StopIteration and then goes on: for loops stop at the first one."""

    def __init__(self):
        self.k = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.k += 1
        if self.k % 3 == 0:
            raise StopIteration
        return self.k


r = Revives()
assert list(r) == [1, 2] and list(r) == [4, 5] and [x for x in r] == [7, 8] and next(r) == 10
values = iter([3, 1, 4, 1, 5])
assert list(iter(lambda: next(values), 1)) == [3] and next(values) == 4
calls = []


def counted():
    calls.append(1)
    if len(calls) > 4:
        raise StopIteration
    return len(calls)


it = iter(counted, 99)
assert list(it) == [1, 2, 3, 4] and next(it, "end") == "end"


def raises_key():
    raise KeyError("in callable")


it = iter(raises_key, 1)
raises(KeyError, "'in callable'", next, it)
raises(TypeError, 'iter(v, w): v must be callable', iter, 5, 1)
raises(TypeError, 'iter expected at most 2 arguments, got 3', iter, Countdown, 1, 2)
raises(TypeError, 'next expected at least 1 argument, got 0', next)
raises(TypeError, "'list' object is not an iterator", next, [1])
raises(TypeError, 'next expected at most 2 arguments, got 3', next, iter([]), 1, 2)


class IterRaises:
    def __iter__(self):
        raise OSError("iter")


class NotIter:
    def __iter__(self):
        return [1]


class GetItem:
    def __init__(self, exc):
        self.exc = exc

    def __getitem__(self, i):
        if i == 2:
            raise self.exc
        return i * 10


raises(OSError, "iter", list, IterRaises())
raises(TypeError, "iter() returned non-iterator of type 'list'", list, NotIter())
assert list(GetItem(IndexError())) == [0, 10] == list(GetItem(StopIteration()))
assert 10 in GetItem(IndexError())
raises(KeyError, "", list, GetItem(KeyError()))
g = iter(GetItem(IndexError()))
assert type(g).__name__ == "iterator" and next(g) == 0 and g.__reduce__()[2] == 1
g.__setstate__(0)
assert list(g) == [0, 10] and next(g, None) is None
l = iter([1, 2, 3, 4])
l.__setstate__(2)
assert list(l) == [3, 4]
total = 0
its = [iter(range(k)) for k in range(50)]
while its:
    its = [i for i in its if next(i, None) is not None]
    total += len(its)
assert total == 1225
print("iterators", total, len(SOURCES))
