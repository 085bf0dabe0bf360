"""enumerate, zip, map, filter, reversed, iter with sentinel: laziness, strict modes, state, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert list(enumerate("ab")) == [(0, "a"), (1, "b")] and list(enumerate("ab", 5)) == [(5, "a"), (6, "b")]
assert list(enumerate("a", start=-1)) == [(-1, "a")]
assert [i for i, _ in enumerate("ab", 2 ** 63 - 1)] == [2 ** 63 - 1, 2 ** 63] and list(enumerate([])) == []
assert next(enumerate(iterable="x")) == (0, "x")
e = enumerate(iter("abc"))
assert next(e) == (0, "a") and list(e) == [(1, "b"), (2, "c")] and list(e) == [] and iter(e) is e
assert list(zip()) == [] and list(zip("ab")) == [("a",), ("b",)]
assert list(zip("abc", [1, 2])) == [("a", 1), ("b", 2)]
assert list(zip("ab", [1, 2], strict=True)) == [("a", 1), ("b", 2)] and list(zip(strict=True)) == []
assert dict(zip("ab", range(9))) == {"a": 0, "b": 1} and list(zip(*[(1, 2), (3, 4)])) == [(1, 3), (2, 4)]
i1, i2 = iter("abc"), iter("a")
assert list(zip(i1, i2)) == [("a", "a")] and next(i1) == "c"
i1, i2 = iter("abc"), iter("a")
assert list(zip(i2, i1)) == [("a", "a")] and next(i1) == "b"
raises(ValueError, 'zip() argument 2 is longer than argument 1', lambda: list(zip("a", "bc", strict=True)))
raises(ValueError, 'zip() argument 2 is shorter than argument 1', lambda: list(zip("ab", "c", strict=True)))
raises(ValueError, 'zip() argument 3 is shorter than arguments 1-2', lambda: list(zip("a", "b", "", strict=True)))
raises(ValueError, 'zip() argument 3 is longer than arguments 1-2', lambda: list(zip("", "", "c", strict=True)))
raises(ValueError, 'zip() argument 3 is shorter than arguments 1-2', lambda: list(zip("ab", "cd", "e", strict=True)))
assert list(map(str, [1, 2])) == ["1", "2"]
assert list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])) == [11, 22]
assert list(map(pow, [2, 3], [3, 2], [5, 7])) == [3, 2] and list(map(None.__class__, [])) == []
assert list(map(lambda *a: a, "ab", "cd", strict=True)) == [("a", "c"), ("b", "d")]
raises(ValueError, 'map() argument 2 is longer than argument 1', lambda: list(map(lambda *a: a, "a", "bc", strict=True)))
raises(ValueError, 'map() argument 2 is shorter than argument 1', lambda: list(map(lambda *a: a, "ab", "c", strict=True)))
assert list(filter(None, [0, 1, "", "a", [], None, 2.0])) == [1, "a", 2.0]
assert list(filter(lambda x: x % 2, range(5))) == [1, 3] and list(filter(str.isdigit, "a1b2")) == ["1", "2"]
assert list(filter(bool, [0, 3])) == [3]
log = []
m = map(log.append, range(3))
assert log == [] and next(m) is None and log == [0] and list(m) == [None, None] and log == [0, 1, 2]
m = map(lambda x: 1 // x, [1, 0, 2])
assert next(m) == 1
raises(ZeroDivisionError, 'division by zero', next, m)
assert next(m) == 0
raises(StopIteration, "", next, m)
def stop(x): raise StopIteration("from callback")
assert list(map(stop, [1])) == [] and list(filter(stop, [1])) == []
assert list(reversed([1, 2])) == [2, 1] and list(reversed("ab")) == ["b", "a"]
assert list(reversed((1, 2))) == [2, 1] and list(reversed({1: 0, 2: 0})) == [2, 1]
assert "".join(reversed("abc")) == "cba"


class Seq:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10


class Rev:
    def __reversed__(self): return "anything"


class NoneRev(Seq):
    __reversed__ = None


assert list(reversed(Seq())) == [20, 10, 0] and reversed(Rev()) == "anything"
assert reversed(Seq()).__length_hint__() == 3
raises(TypeError, "'NoneRev' object is not reversible", reversed, NoneRev())
raises(TypeError, "'set' object is not reversible", reversed, {1})
raises(TypeError, "'int' object is not reversible", reversed, 5)
raises(TypeError, "'list_iterator' object is not reversible", reversed, iter([]))
raises(TypeError, 'reversed expected 1 argument, got 0', reversed)
raises(TypeError, "'int' object is not iterable", enumerate, 5)
raises(TypeError, "'str' object cannot be interpreted as an integer", enumerate, "a", "b")
raises(TypeError, "enumerate() missing required argument 'iterable'", enumerate)
raises(TypeError, "'int' object is not iterable", zip, 5)
raises(TypeError, "'int' object is not iterable", zip, "a", 5)
raises(TypeError, "zip() got an unexpected keyword argument 'strcit'. Did you mean 'strict'?", zip, "a", strcit=True)
raises(TypeError, 'map() must have at least two arguments.', map, str)
raises(TypeError, 'map() must have at least two arguments.', map)
raises(TypeError, "'int' object is not iterable", map, str, 5)
raises(TypeError, "'int' object is not callable", next, map(5, [1]))
raises(TypeError, 'filter expected 2 arguments, got 1', filter, None)
raises(TypeError, "'int' object is not iterable", filter, None, 5)
raises(TypeError, "'list' object is not an iterator", next, [])
raises(TypeError, "'int' object is not an iterator", next, 5)
raises(TypeError, "'int' object is not iterable", iter, 5)
raises(TypeError, 'iter(v, w): v must be callable', iter, 5, 6)
raises(TypeError, 'iter expected at least 1 argument, got 0', iter)
n = 0


def tick():
    global n
    n += 1
    return n


assert list(iter(tick, 4)) == [1, 2, 3] and n == 4
it = iter(tick, 100)
assert next(it) == 5 and iter(it) is it
it = iter(tick, 7)
assert list(it) == [6] and next(it, "done") == "done" and n == 7


class It:
    def __iter__(self): return self
    def __next__(self): raise ValueError("nope")


raises(ValueError, "nope", next, It())
raises(ValueError, "nope", next, It(), "default is not used")
assert [iter(x).__length_hint__() for x in ([1, 2], (1,), "abc", {1: 1}, {1}, b"ab")] == [2, 1, 3, 1, 1, 2]
total = 0
for i, (a, b) in enumerate(zip(map(int, "123456789" * 50), reversed(range(450))), 1):
    total += i * a - b
assert total == 409350
print("iterators", total, list(map(max, "ab", "ba")))
