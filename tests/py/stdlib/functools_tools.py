"""functools: partial, partialmethod, reduce, wraps, total_ordering, cmp_to_key, singledispatch, Placeholder."""
import functools
from functools import partial, partialmethod, reduce, wraps, total_ordering, cmp_to_key, singledispatch, singledispatchmethod, Placeholder


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def f(*a, **k):
    return a, k


p = partial(f, 1, x=2)
assert p(3, y=4) == ((1, 3), {"x": 2, "y": 4}) and p(x=9) == ((1,), {"x": 9}) and p.func is f
assert p.args == (1,) and p.keywords == {"x": 2} and partial(p, 5)() == ((1, 5), {"x": 2})
assert partial(p, 5).func is f and partial(int, base=2)("101") == 5
p.attr = 1
assert p.attr == 1 and repr(partial(len, 1)) == "functools.partial(<built-in function len>, 1)"
assert partial(print, sep="-").keywords == {"sep": "-"} and partial(f, Placeholder, 2)(1) == ((1, 2), {})
assert repr(Placeholder) == "Placeholder"
raises(TypeError, "type 'partial' takes at least one argument", partial)
raises(TypeError, 'the first argument must be callable', partial, 5)
raises(TypeError, "missing positional arguments in 'partial' call; expected at least 1, got 0", partial(f, Placeholder, 2))
raises(TypeError, 'trailing Placeholders are not allowed', partial, f, Placeholder)
raises(TypeError, 'len() takes exactly one argument (0 given)', partial(len))


class C:
    def m(self, a, b=0, *, c=0):
        return a, b, c

    pm = partialmethod(m, 1, c=9)
    pl = partialmethod(f, "cls")
    par = partial(f, "not bound")


assert C().pm() == (1, 0, 9) and C().pm(2) == (1, 2, 9) and C().pm(c=3) == (1, 0, 3)
assert C().pl(5)[0][1:] == ("cls", 5)
assert reduce(lambda a, b: a + b, [1, 2, 3]) == 6 and reduce(lambda a, b: a * b, [], 7) == 7
assert reduce(lambda a, b: b, "abc") == "c" and reduce(max, [3, 9, 2], 5) == 9
assert reduce(lambda a, b: [a, b], "abc") == [["a", "b"], "c"]
assert reduce(lambda a, b: a + b, [1], initial=5) == 6
raises(TypeError, 'reduce() of empty iterable with no initial value', reduce, f, [])
raises(TypeError, 'reduce() takes at least 2 positional arguments (1 given)', reduce, f)
raises(TypeError, 'reduce() arg 2 must support iteration', reduce, f, 5)
raises(ZeroDivisionError, 'division by zero', reduce, lambda a, b: a // b, [1, 0])


def deco(fn):
    @wraps(fn)
    def w(*a):
        "wrapper doc"
        return fn(*a)
    return w


@deco
def orig(x: int) -> str:
    "orig doc"


orig2 = wraps(orig, assigned=("__name__",), updated=())(lambda: 0)
assert (orig.__name__, orig.__doc__, orig.__module__, orig.__qualname__, orig.__annotations__,
        orig.__wrapped__.__name__, orig2.__name__, orig2.__doc__) == ("orig", "orig doc", "__main__", "orig",
        {"x": int, "return": str}, "orig", "orig", None)


@total_ordering
class T:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v if isinstance(o, T) else NotImplemented

    def __lt__(self, o):
        return self.v < o.v if isinstance(o, T) else NotImplemented


a, b = T(1), T(2)
assert a < b and a <= b and b > a and b >= a and not a > b and a <= T(1) and a >= T(1) and a != b
raises(TypeError, "'<=' not supported between instances of 'T' and 'int'", lambda: a <= 5)
raises(TypeError, "'>' not supported between instances of 'T' and 'int'", lambda: a > 5)
raises(ValueError, 'must define at least one ordering operation: < > <= >=', total_ordering, type("E", (), {}))
assert sorted("bca", key=cmp_to_key(lambda x, y: (x < y) - (x > y))) == ["c", "b", "a"]
assert sorted([3, 11, 2], key=cmp_to_key(lambda x, y: len(str(x)) - len(str(y)))) == [3, 2, 11]
k = cmp_to_key(lambda x, y: x - y)
assert k(1) < k(2) and k(1) == k(1) and k(3) >= k(2) and k(5).obj == 5
raises(TypeError, "unhashable type: 'functools.KeyWrapper'", hash, k(1))


@singledispatch
def show(x, extra=None):
    return "object"


@show.register
def _(x: int, extra=None):
    return "int"


@show.register(list)
@show.register(tuple)
def _(x, extra=None):
    return "seq"


show.register(type(None), lambda x, extra=None: "none")


@show.register
def _(x: str | bytes, extra=None):
    return "text"


assert [show(v) for v in (1, True, [1], (1,), None, "a", b"a", 1.5, {})] == ["int", "int", "seq", "seq", "none",
        "text", "text", "object", "object"]
assert show.dispatch(bool)(1) == "int" and show(1, extra=2) == "int" and len(show.registry) == 7
raises(TypeError, 'show requires at least 1 positional argument', show)
raises(TypeError, 'Invalid first argument to `register()`: 5. Use either `@register(some_class)` or plain `@register` on an annotated function.',
        show.register, 5)


class D:
    @singledispatchmethod
    def m(self, x):
        return "base"

    @m.register
    def _(self, x: int):
        return "int " + str(x)

    @m.register
    @classmethod
    def _(cls, x: str):
        return cls.__name__ + x


assert D().m(1.5) == "base" and D().m(5) == "int 5" and D().m("q") == "Dq"
add = partial(lambda a, b, c: a + b * c, 1)
total = reduce(lambda t, i: t + add(i, 2), range(1000), 0)
assert total == 1000 + 2 * 499500
print("functools", total, [show(v) for v in (1, [], 2.0)], p(7))
