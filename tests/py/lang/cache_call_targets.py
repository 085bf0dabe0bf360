"""One hot call site with changing callees: functions, lambdas, classes, methods, partial objects, builtins."""
import functools


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def call1(f, x):
    return f(x)


def call_kw(f, x):
    return f(x, k=2)


def f(x, k=1):
    return ("f", x, k)


class K:
    def __init__(self, x, k=1):
        self.x = x
        self.k = k

    def m(self, x, k=1):
        return ("m", self.x, x, k)

    def __call__(self, x, k=1):
        return ("call", x, k)

    @classmethod
    def c(cls, x, k=1):
        return ("c", x, k)

    @staticmethod
    def s(x, k=1):
        return ("s", x, k)


inst = K(0)
for _ in range(300):
    assert call1(f, 1) == ("f", 1, 1)
for _ in range(60):
    assert call1(f, 1) == ("f", 1, 1) and call1(len, "abc") == 3 and call1(K, 5).x == 5
    assert call1(inst, 2) == ("call", 2, 1) and call1(inst.m, 3) == ("m", 0, 3, 1)
    assert call1(K.c, 1) == ("c", 1, 1) and call1(inst.s, 1) == ("s", 1, 1) and call1(lambda x: -x, 4) == -4
    assert call1(functools.partial(f, 9), 7) == ("f", 9, 7)
    assert call1(int, "12") == 12 and call1(str, 5) == "5" and call1(type, 5) is int
    assert call1([].append, 1) is None and call1({1: 2}.get, 1) == 2 and call1("a".join, "xy") == "xay"
    assert call_kw(f, 1) == ("f", 1, 2) and call_kw(K, 1).k == 2 and call_kw(inst, 1) == ("call", 1, 2)
    assert call_kw(inst.m, 1) == ("m", 0, 1, 2) and call_kw(lambda x, **kw: kw, 1) == {"k": 2}
    assert call_kw(functools.partial(f), 1) == ("f", 1, 2) and call_kw(lambda *a, k: (a, k), 1) == ((1,), 2)
    assert call_kw(dict, [(1, 2)]) == {1: 2, "k": 2}
raises(TypeError, "'int' object is not callable", call1, 5, 1)
raises(TypeError, "'NoneType' object is not callable", call1, None, 1)
raises(TypeError, 'len() takes no keyword arguments', call_kw, len, "a")
raises(TypeError, "int() got an unexpected keyword argument 'k'", call_kw, int, "a")
raises(TypeError, "<lambda>() got an unexpected keyword argument 'k'", call_kw, lambda x: x, 1)
raises(TypeError, '<lambda>() takes 0 positional arguments but 1 was given', call1, lambda: 1, 1)
raises(TypeError, "<lambda>() missing 1 required positional argument: 'y'", call1, lambda x, y: 1, 1)
raises(TypeError, 'list.append() takes no keyword arguments', call_kw, [].append, 1)
assert call1(f, 1) == ("f", 1, 1)

# The callee's class or code changes while it is hot.
K.__call__ = lambda self, x: "patched"
assert [call1(inst, 1) for _ in range(100)] == ["patched"] * 100
del K.__call__
raises(TypeError, "'K' object is not callable", call1, inst, 1)
K.__init__ = lambda self, x: setattr(self, "x", "init2")
assert call1(K, 1).x == "init2"
K.__new__ = lambda cls, x: "not a K"
assert [call1(K, 1) for _ in range(100)] == ["not a K"] * 100
K.__new__ = lambda cls, x: object.__new__(cls)
assert call1(K, 1).x == "init2"
del K.__init__
assert type(call1(K, 1)) is K


def g(x):
    return "g1"


assert [call1(g, 0) for _ in range(100)] == ["g1"] * 100
g.__code__ = (lambda x: ("g2", x)).__code__
assert [call1(g, 0) for _ in range(100)] == [("g2", 0)] * 100
g.__code__ = (lambda x, y: (x, y)).__code__
raises(TypeError, "g() missing 1 required positional argument: 'y'", call1, g, 0)
g.__defaults__ = (5,)
assert call1(g, 0) == (0, 5)
g.__code__ = (lambda *a: a).__code__
assert call1(g, 3) == (3,)



class Meta(type):
    def __call__(cls, *a):
        return ("meta", a)


class M(metaclass=Meta):
    pass


assert [call1(M, 1) for _ in range(60)] == [("meta", (1,))] * 60
del Meta.__call__
raises(TypeError, 'M() takes no arguments', call1, M, 1)
table = {"a": lambda x: x + 1, "b": lambda x: x * 2, "c": abs, "d": float}
t = 0
for i in range(2000):
    t += call1(table["abcd"[i % 4]], i)
assert t == sum([[i + 1, i * 2, i, i][i % 4] for i in range(2000)]) and type(t) is float
print("calls", t, call_kw(f, 3))
