"""lambda: every parameter kind, defaults, closures, nesting, in displays, comprehensions, arguments and conditionals."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert (lambda: 1)() == 1 and (lambda x: x)(2) == 2
assert (lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1, 5, 6, d=7, z=8) == (1, 5, (6,), 7, {"z": 8})
assert (lambda a, /, b: (a, b))(1, b=2) == (1, 2) and (lambda *, k: k)(k=3) == 3
assert (lambda *a: a)(1, 2) == (1, 2) and (lambda **k: k)(x=1) == {"x": 1}
assert (lambda: (yield))().__next__() is None and list((lambda: (yield from "ab"))()) == ["a", "b"]
assert (lambda x: lambda y: lambda z: (x, y, z))(1)(2)(3) == (1, 2, 3)
assert (lambda f: f(f))(lambda g: "self") == "self"
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
hs = [(lambda k: lambda: k)(i) for i in range(3)]
assert [f() for f in fs] == [2, 2, 2] and [g() for g in gs] == [0, 1, 2] == [h() for h in hs]
d = {"add": lambda a, b: a + b, "neg": lambda a: -a, "const": lambda: (1, 2)}
assert d["add"](2, 3) == 5 and d["neg"](4) == -4 and d["const"]() == (1, 2) and (lambda: 1, 2)[1] == 2
assert [lambda: 5][0]() == 5 and {lambda: 0}.pop()() == 0
assert (lambda x: "pos" if x > 0 else "neg" if x < 0 else "zero")(-1) == "neg"
assert (lambda: 1 if 0 else 2)() == 2 and (1 if 0 else lambda: 3)() == 3
assert (lambda x: x and x + 1 or "falsy")(0) == "falsy"
assert (lambda x: [y * x for y in range(3)])(2) == [0, 2, 4] and (lambda n: (m := n * 2) + m)(3) == 12
assert (lambda s: f"{s!r:>5}")("a") == "  'a'"
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
Y = lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v)))
assert fact(20) == 2432902008176640000 and Y(lambda s: lambda n: 0 if n == 0 else n + s(n - 1))(100) == 5050
compose = lambda *fns: lambda x: compose(*fns[:-1])(fns[-1](x)) if fns else x
assert compose(lambda x: x + 1, lambda x: x * 2)(5) == 11 and compose()(7) == 7
l = lambda x: x
assert l.__name__ == "<lambda>" and l.__qualname__ == "<lambda>" and l.__doc__ is None
assert l.__annotations__ == {} and l.__defaults__ is None
def outer():
    return lambda: 0
class K:
    f = lambda self, v=1: (type(self).__name__, v)
    g = staticmethod(lambda: "static")
    key = property(lambda self: 42)
assert outer().__qualname__ == "outer.<locals>.<lambda>" and K().f() == ("K", 1) and K().f(5) == ("K", 5)
assert K.g() == "static" and K().key == 42 and K.f.__qualname__ == "K.<lambda>"
raises(TypeError, "<lambda>() missing 1 required positional argument: 'x'", lambda x: x)
raises(TypeError, '<lambda>() takes 0 positional arguments but 1 was given', (lambda: 1), 2)
raises(TypeError, "<lambda>() missing 1 required keyword-only argument: 'k'", (lambda a, *, k: 1), 1)
raises(ZeroDivisionError, 'division by zero', lambda: 1 / 0)
raises(NameError, "name 'undefined_in_lambda' is not defined", lambda: undefined_in_lambda)
x = "global"
def scope():
    x = "local"
    return (lambda: x)(), (lambda x="arg": x)(), [(lambda: x)() for x in "c"], (lambda: [x for x in "i"] + [x])()
assert scope() == ("local", "arg", ["c"], ["i", "local"])
assert sorted(["bb", "a", "ccc"], key=lambda s: -len(s)) == ["ccc", "bb", "a"]
assert max([1, -5, 3], key=lambda v: v * v) == -5 and list(map(lambda a, b: a * b, [1, 2], [3, 4])) == [3, 8]
assert list(filter(lambda v: v % 2, range(5))) == [1, 3]
import functools
total = functools.reduce(lambda t, v: (lambda a, b: a + b * 2)(t, v), range(1000), 0)
assert total == 999000
print("lambda", total, fact(10), d["const"]())
