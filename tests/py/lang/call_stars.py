"""Call sites with * and **: merging, evaluation order, duplicate and non-string keys, exact errors."""


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


assert f(*[1], 2, *(3,), *"x", k=1, **{"m": 2}, n=3, **{}) == ((1, 2, 3, "x"), {"k": 1, "m": 2, "n": 3})
assert f(**{"a": 1}, b=2, **{"c": 3}) == ((), {"a": 1, "b": 2, "c": 3})
assert list(f(z=1, **{"y": 2}, x=3)[1]) == ["z", "y", "x"]
assert f(*(i for i in range(3)))[0] == (0, 1, 2)
assert f(x for x in "ab")[0][0].__next__() == "a"
raises(TypeError, '__main__.f() argument after * must be an iterable, not int', lambda: f(*1))
raises(TypeError, 'Value after * must be an iterable, not NoneType', lambda: f(1, *None, 2))
raises(TypeError, '__main__.f() argument after ** must be a mapping, not int', lambda: f(**1))
raises(TypeError, '__main__.f() argument after ** must be a mapping, not list', lambda: f(**[("a", 1)]))
raises(TypeError, "__main__.f() got multiple values for keyword argument 'a'", lambda: f(a=1, **{"a": 2}))
raises(TypeError, "__main__.f() got multiple values for keyword argument 'a'", lambda: f(**{"a": 1}, **{"a": 2}))
raises(TypeError, 'keywords must be strings', lambda: f(**{1: 2}))
raises(TypeError, 'keywords must be strings', lambda: f(a=1, **{(): 2}))
raises(TypeError, 'len() takes exactly one argument (2 given)', lambda: len(*[1, 2]))
raises(TypeError, 'len() takes no keyword arguments', lambda: len(**{"x": 1}))


class M:
    """The mapping protocol that ** needs: keys and __getitem__."""

    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


assert f(**M()) == ((), {"p": "pp", "q": "qq"})


class NoKeys:
    def __getitem__(self, key):
        return 1


raises(TypeError, '__main__.f() argument after ** must be a mapping, not NoKeys', lambda: f(**NoKeys()))


class BadKeys:
    def keys(self):
        return 5


raises(TypeError, 'BadKeys.keys() returned a non-iterable (type int)', lambda: f(**BadKeys()))


class Boom:
    def __iter__(self):
        raise ValueError("boom in iter")

    def keys(self):
        raise OSError("boom in keys")


raises(ValueError, "boom in iter", lambda: f(*Boom()))
raises(OSError, "boom in keys", lambda: f(**Boom()))

log = []


def ev(x):
    log.append(x)
    return x


ev(f)(ev(1), *ev([2]), k=ev(3), *ev((4,)), **ev({"m": 5}))
assert log.pop(0) is f and log == [1, [2], (4,), 3, {'m': 5}]


class Callable:
    def __call__(self, *args, **kw):
        return "called", args, kw


assert Callable()(1, *[2], a=3) == ("called", (1, 2), {"a": 3})
for obj, text in ((5, "'int' object is not callable"), (None, "'NoneType' object is not callable"),
                  ("s", "'str' object is not callable"), (f, None)):
    if text:
        raises(TypeError, text, lambda: obj())
        raises(TypeError, text, lambda: obj(1, *[2], k=3))


def many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, *rest, **kw):
    return a0 + a9 + len(rest) + len(kw)


assert many(*range(300), **{"k%d" % i: i for i in range(300)}) == 9 + 290 + 300
src = "f(" + ", ".join(str(i) for i in range(500)) + ", " + ", ".join("k%d=%d" % (i, i) for i in range(400)) + ")"
got = eval(src)
assert got[0] == tuple(range(500)) and got[1]["k399"] == 399
hits = 0
for i in range(1000):
    a, k = f(*((i,) * (i % 4)), **({"x": i} if i % 3 else {}))
    hits += len(a) + len(k)
assert hits == 1500 + 666
print("stars", hits, got[1]["k7"])
