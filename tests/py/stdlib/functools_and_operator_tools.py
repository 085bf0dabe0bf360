"""reduce, partial with placeholders, cmp_to_key, total_ordering, cached_property, singledispatch, operator getters."""
import functools
import operator


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: a + b, "abc", "z"), attempt(functools.reduce, operator.add, []), functools.reduce(operator.mul, [], 5))
p = functools.partial(int, base=2)
print(p("101"), p.func is int, p.args, p.keywords, repr(p), functools.partial(p, "11")(), attempt(functools.partial), attempt(p))
_ = functools.Placeholder
q = functools.partial(lambda *a, **k: (a, k), _, 2, x=1)
print(q(1, 3), q(1, 3, 4, y=2), attempt(q, 1), functools.partial(q, "first")("third"))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted("bA", key=functools.cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))


@functools.total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v

    @functools.cached_property
    def double(self):
        log.append(self.v)
        return self.v * 2


log = []
a, b = V(1), V(2)
print(a < b, a <= b, a > b, a >= b, a != b, b.double, b.double, log, vars(b))
calls = []


@functools.lru_cache(maxsize=2)
def f(x, y=0):
    calls.append(x)
    return x


for x in (1, 2, 1, 3, 2, 1):
    f(x)
print(calls, f.cache_info(), f.cache_parameters(), f.__wrapped__(9), attempt(f, []))
f.cache_clear()
print(f.cache_info())


@functools.singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
@show.register(tuple)
def _(x):
    return "row"


print(show(1), show(True), show([]), show(()), show(""), show.dispatch(bool).__name__, len(show.registry))
print(operator.itemgetter(1, -1)("abc"), operator.attrgetter("a.real", "b")(type("N", (), {"a": 5, "b": 6})), operator.methodcaller("split", ",")("a,b"), repr(operator.itemgetter(1)), attempt(operator.itemgetter(5), "a"), operator.length_hint(iter([1, 2])), operator.concat("a", "b"), operator.indexOf([1, 2], 2), operator.countOf("aab", "a"), operator.truth([]), operator.is_not(1, None), operator.call(max, 1, 2))
