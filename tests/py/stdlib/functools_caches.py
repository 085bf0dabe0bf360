"""functools.lru_cache, cache, cached_property: sizes, typed keys, info, clearing, errors, methods, recursion."""
from functools import lru_cache, cache, cached_property


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

calls = []


@lru_cache(maxsize=3)
def f(x, y=0):
    calls.append((x, y))
    return x, y


assert f(1) == (1, 0) and f(1) == (1, 0) and f(2) and f(3) and f(4)
assert calls == [(1, 0), (2, 0), (3, 0), (4, 0)] and f.cache_info() == (1, 4, 3, 3)
assert repr(f.cache_info()) == "CacheInfo(hits=1, misses=4, maxsize=3, currsize=3)"
f(1)
assert calls[-1] == (1, 0) and len(calls) == 5 and f(3) and len(calls) == 5 and f(1, 0) and len(calls) == 6
assert f(1, y=0) and len(calls) == 7 and f.cache_parameters() == {"maxsize": 3, "typed": False}
assert f.__wrapped__(9) == (9, 0) and f.__name__ == "f"
f.cache_clear()
assert f.cache_info() == (0, 0, 3, 0)
raises(TypeError, "unhashable type: 'list'", f, [])


@lru_cache(typed=True)
def typed(x):
    calls.append(type(x))
    return x


calls.clear()
typed(1), typed(1.0), typed(True), typed(1)
assert calls == [int, float, bool] and typed.cache_info().maxsize == 128


@lru_cache
def untyped(x):
    return x


assert untyped(1) == 1 and untyped(1.0) == 1 and untyped(True) == 1 and untyped("a") == "a"
assert untyped((1, 2)) == (1, 2)


@lru_cache(maxsize=0)
def never(x):
    return x


assert never(1) == never(1) == 1 and never.cache_info() == (0, 2, 0, 0)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


assert fib(100) == 354224848179261915075 and fib.cache_info().misses == 101
assert fib.cache_info().maxsize is None


@cache
def raising(x):
    calls.append("raise")
    raise ValueError(x)


calls.clear()
for _ in range(3):
    raises(ValueError, "5", raising, 5)
assert len(calls) == 3 and raising.cache_info().currsize == 0
raises(TypeError, 'Expected first argument to be an integer, a callable, or None', lru_cache, "a")


class C:
    def __init__(self):
        self.n = 0

    @cached_property
    def v(self):
        """Doc."""
        self.n += 1
        return self.n * 10

    @lru_cache
    def m(self, x):
        self.n += 1
        return x

    @classmethod
    @cache
    def cm(cls, x):
        return cls.__name__, x


c, d = C(), C()
assert [c.v, c.v, c.v] == [10] * 3 and c.n == 1 and c.__dict__["v"] == 10 and d.v == 10
assert C.v.__doc__ == "Doc." and C.v.attrname == "v"
c.v = 77
assert c.v == 77
del c.v
assert c.v == 20 and [c.m(1), c.m(1), d.m(1)] == [1, 1, 1] and (c.n, d.n) == (3, 2) and C.cm(1) == ("C", 1)


class NoDict:
    __slots__ = ()

    @cached_property
    def p(self):
        return 1


raises(TypeError, "No '__dict__' attribute on 'NoDict' instance to cache 'p' property.", lambda: NoDict().p)
def two():
    cp = cached_property(lambda s: 1)
    class X: a = cp; b = cp
raises(TypeError, "Cannot assign the same cached_property to two different names ('a' and 'b').", two)
@lru_cache(maxsize=50)
def collatz(n):
    return 0 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
total = sum(collatz(i) for i in range(1, 300))
assert total == 14151 and collatz.cache_info().currsize == 50
@lru_cache(maxsize=2)
def reenter(n):
    return n if n == 0 else reenter(n - 1) + reenter(max(n - 2, 0))
assert reenter(12) == 0
class Key:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return self.v == o.v
@lru_cache(maxsize=10)
def byk(k): return k.v
assert [byk(Key(i % 7)) for i in range(100)] == [i % 7 for i in range(100)] and byk.cache_info().hits == 93
print("caches", total, fib.cache_info().hits, byk.cache_info())
