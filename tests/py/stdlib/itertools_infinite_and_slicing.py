"""itertools: count, cycle, repeat, islice, takewhile, dropwhile, filterfalse, compress, starmap, tee, pairwise, batched."""
from itertools import *


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

take = lambda n, it: list(islice(it, n))
assert take(3, count()) == [0, 1, 2] and take(3, count(5, 2)) == [5, 7, 9]
assert take(3, count(1.5, 0.5)) == [1.5, 2.0, 2.5]
assert take(3, count(2 ** 63 - 1)) == [2 ** 63 - 1, 2 ** 63, 2 ** 63 + 1]
assert take(2, count(-5, -1)) == [-5, -6] and repr(count(5)) == "count(5)"
assert repr(count(1, 2)) == "count(1, 2)" and take(2, count(1j)) == [1j, 1 + 1j]
assert take(5, cycle("ab")) == list("ababa") and list(cycle([])) == [] and take(3, repeat(7)) == [7, 7, 7]
assert list(repeat("x", 2)) == ["x", "x"] and list(repeat(1, 0)) == list(repeat(1, -5)) == []
assert repr(repeat(1, 3)) == "repeat(1, 3)" and repr(repeat("a")) == "repeat('a')"
assert repeat(1, 5).__length_hint__() == 5
assert list(islice(range(10), 3)) == [0, 1, 2] and list(islice(range(10), 2, 8, 3)) == [2, 5]
assert list(islice(range(10), 5, None)) == [5, 6, 7, 8, 9] and list(islice("abc", 0)) == []
assert list(islice("abc", 5, 9)) == [] and list(islice(range(5), None)) == [0, 1, 2, 3, 4]
it = iter(range(10))
assert list(islice(it, 2, 4)) == [2, 3] and next(it) == 4 and list(islice(it, 1, 3, 5)) == [6]
it = iter(range(20))
assert (list(islice(it, 0, 5, 3)), next(it)) == ([0, 3], 5)
assert list(takewhile(lambda x: x < 3, [1, 2, 3, 1])) == [1, 2]
assert list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])) == [3, 1]
assert list(filterfalse(lambda x: x % 2, range(5))) == [0, 2, 4]
assert list(filterfalse(None, [0, 1, ""])) == [0, ""]
assert list(compress("abcdef", [1, 0, True, "", 5])) == ["a", "c", "e"]
assert list(starmap(pow, [(2, 5), (3, 2)])) == [32, 9]
a, b = tee([1, 2, 3])
assert next(a) == 1 and list(b) == [1, 2, 3] and list(a) == [2, 3] and len(tee([], 4)) == 4
assert tee([1], 0) == ()
c = tee(iter("xyz"))[0]
next(c)
d, e = tee(c)
assert list(d) == ["y", "z"] == list(e)
assert list(pairwise("abcd")) == [("a", "b"), ("b", "c"), ("c", "d")] and list(pairwise([1])) == []
assert list(batched("abcdefg", 3)) == [("a", "b", "c"), ("d", "e", "f"), ("g",)]
assert list(batched([], 2)) == []
raises(ValueError, 'batched(): incomplete batch', lambda: list(batched("abc", 2, strict=True)))
raises(ValueError, 'n must be at least one', batched, "a", 0)
raises(ValueError, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.', islice, [1], -1)
raises(ValueError, 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.', islice, [1], 0, -5)
raises(ValueError, 'Step for islice() must be a positive integer or None.', islice, [1], 0, 5, 0)
raises(ValueError, 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.', islice, [1], "a")
raises(TypeError, 'islice expected at least 2 arguments, got 1', islice, [1])
raises(TypeError, 'a number is required', count, "a")
raises(TypeError, 'count() takes at most 2 arguments (3 given)', count, 1, 2, 3)
raises(TypeError, "'str' object cannot be interpreted as an integer", repeat, 1, "a")
raises(TypeError, "repeat() missing required argument 'object' (pos 1)", repeat)
raises(ValueError, 'n must be >= 0', tee, [], -1)
raises(TypeError, "'int' object is not iterable", tee, 5)
raises(TypeError, "'int' object is not iterable", cycle, 5)
raises(TypeError, 'takewhile expected 2 arguments, got 1', takewhile, len)
raises(TypeError, "'int' object is not callable", next, takewhile(5, [1]))
raises(TypeError, "'int' object is not iterable", next, starmap(pow, [5]))
raises(TypeError, 'pairwise expected 1 argument, got 0', pairwise)
log = []
g = (log.append(i) or i for i in range(5))
t1, t2 = tee(g)
next(t1), next(t1)
assert log == [0, 1] and next(t2) == 0 and log == [0, 1]
primes = []
for n in count(2):
    if all(n % p for p in takewhile(lambda p: p * p <= n, primes)):
        primes.append(n)
    if len(primes) == 200:
        break
assert primes[-1] == 1223
print("itertools", primes[-3:], take(4, cycle("xyz")), sum(islice(count(1, 3), 100)))
