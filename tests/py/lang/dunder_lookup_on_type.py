"""Implicit special method lookup uses the type, never the instance, and skips __getattribute__; every protocol."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class C:
    def __getattribute__(self, name):
        seen.append(name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        seen.append("getattr " + name)
        raise AttributeError(name)


seen = []
IMPLICIT = {"__len__": (lambda o: len(o), 3), "__iter__": (lambda o: list(o), iter("ab")),
        "__next__": (lambda o: next(o), 1), "__call__": (lambda o: o(), "called"), "__getitem__": (lambda o: o[0], "item"),
            "__contains__": (lambda o: 1 in o, True), "__bool__": (lambda o: bool(o), False),
                    "__hash__": (lambda o: hash(o), 5), "__str__": (lambda o: str(o), "s"),
                    "__repr__": (lambda o: repr(o), "r"), "__format__": (lambda o: format(o), "f"),
            "__neg__": (lambda o: -o, "neg"), "__abs__": (lambda o: abs(o), "abs"),
                    "__add__": (lambda o: o + 1, "add"), "__radd__": (lambda o: 1 + o, "radd"),
                    "__lt__": (lambda o: o < 1, "lt"), "__eq__": (lambda o: o == 1, "eq"),
            "__index__": (lambda o: [10, 20][o], 1), "__int__": (lambda o: int(o), 7),
                    "__float__": (lambda o: float(o), 2.5), "__complex__": (lambda o: complex(o), 1j),
                    "__round__": (lambda o: round(o), "round"), "__reversed__": (lambda o: reversed(o), "rev"),
            "__bytes__": (lambda o: bytes(o), b"b"), "__divmod__": (lambda o: divmod(o, 1), "dm"),
                    "__setitem__": (lambda o: o.__class__ and exec("o[0] = 1", {"o": o}), None),
                    "__delitem__": (lambda o: exec("del o[0]", {"o": o}), None),
            "__iadd__": (lambda o: exec("o += 1", {"o": o}), None), "__dir__": (lambda o: dir(o), ["d"]),
                    "__sizeof__": (lambda o: __import__("sys").getsizeof(o) >= 1000, 1000),
                    "__trunc__": (lambda o: __import__("math").trunc(o), "trunc"),
            "__floor__": (lambda o: __import__("math").floor(o), "floor"),
                    "__length_hint__": (lambda o: __import__("operator").length_hint(o), 9),
                    "__fspath__": (lambda o: __import__("os").fspath(o), "path"),
                    "__copy__": (lambda o: __import__("copy").copy(o), "copied")}
for name, (use, result) in IMPLICIT.items():
    o = C()
    setattr(o, name, lambda *a: 1 / 0)
    seen.clear()
    try:
        use(o)
    except ZeroDivisionError:
        raise AssertionError(name)
    except Exception:
        pass
    T = type("T", (C,), {name: (lambda r: lambda self, *a: r)(result),
            **({"__hash__": lambda s: 1} if name == "__eq__" else {})})
    o = T()
    setattr(o, name, lambda *a: 1 / 0)
    seen.clear()
    got = use(o)
    assert not any(s == name for s in seen), (name, seen)
    if name == "__iter__":
        assert got == ["a", "b"]
    elif name == "__index__":
        assert got == 20
    elif name == "__sizeof__":
        assert got is True
    elif name == "__bool__":
        assert got is False
    else:
        assert got == result, (name, got)

# with, async with, for, unpack, class creation use the type as well.
class CM:
    pass


cm = CM()
cm.__enter__ = cm.__exit__ = lambda *a: 1
raises(TypeError, "'CM' object does not support the context manager protocol (missed __exit__ method)",
        lambda: exec("with cm: pass", {"cm": cm}))
f = CM()
f.__iter__ = lambda: iter([1])
raises(TypeError, 'Value after * must be an iterable, not CM', lambda: [*f])
f.__class_getitem__ = lambda k: k
raises(TypeError, "'CM' object is not subscriptable", lambda: f[0])


# Special methods found through descriptors and class attributes that are not functions.
class Desc:
    def __get__(self, o, t):
        return lambda *a: ("via descriptor", len(a))


class D:
    __call__ = Desc()
    __len__ = staticmethod(lambda: 4)
    __getitem__ = classmethod(lambda cls, k: (cls.__name__, k))
    __add__ = property(lambda self: lambda o: ("prop", o))
    __contains__ = [].__contains__
    __iter__ = lambda self: iter((1, 2))
    __int__ = type("Callable", (), {"__call__": lambda s: 99})()
    __bool__ = bool


d = D()
assert d() == ("via descriptor", 0) and len(d) == 4 and d["k"] == ("D", "k") and d + 1 == ("prop", 1)
assert (1 in d) is False and [*d] == [1, 2] and int(d) == 99
assert D.__bool__() is False
D.__call__ = 5
raises(TypeError, "'int' object is not callable", d)
D.__len__ = None
raises(TypeError, "'NoneType' object is not callable", len, d)
D.__iter__ = None
raises(TypeError, "'D' object is not iterable", iter, d)
D.__contains__ = None
raises(TypeError, "'D' object is not a container", lambda: 1 in d)
D.__hash__ = None
raises(TypeError, "unhashable type: 'D'", hash, d)
del D.__len__, D.__iter__
raises(TypeError, "object of type 'D' has no len()", len, d)
n = 0
for i in range(300):
    D.__len__ = (lambda i: lambda self: i)(i)
    n += len(d)
assert n == 44850
print("dunders", n, len(IMPLICIT))
