"""Default parameter values: evaluated once, in order, shared; changed through __defaults__ while hot."""

log = []


def ev(x):
    log.append(x)
    return x


def f(a, b=ev(1), c=ev([]), *, d=ev("d"), e=ev(None)):
    c.append(a)
    return a, b, c, d, e


assert log == [1, [], "d", None] and log[1] is f.__defaults__[1]

assert f(0) == (0, 1, [0], "d", None)
assert f(5, 6)[2] == [0, 5] and f(5, c=[]) == (5, 1, [5], "d", None)
assert f.__defaults__ == (1, [0, 5]) and f.__kwdefaults__ == {"d": "d", "e": None}


def hot(n):
    return [g() for _ in range(n)]


def g(x=1, y=2):
    return x * 10 + y


assert set(hot(300)) == {12}
g.__defaults__ = (3, 4)
assert set(hot(300)) == {34}
g.__defaults__ = (9,)
try:
    hot(1)
except TypeError as e:
    assert str(e) == "g() missing 1 required positional argument: 'x'"
assert g(1) == 19
g.__defaults__ = None
try:
    hot(1)
except TypeError as e:
    assert str(e) == "g() missing 2 required positional arguments: 'x' and 'y'"
g.__defaults__ = (0, 0)
assert hot(2) == [0, 0]
g.__defaults__ = (7, 8, 9)
assert g() == 89


def kw(*, a=1, b):
    return a, b


def hotkw():
    return [kw(b=i)[0] for i in range(200)]


assert set(hotkw()) == {1} and kw.__kwdefaults__ == {"a": 1}
kw.__kwdefaults__["a"] = 2
assert set(hotkw()) == {2}
kw.__kwdefaults__ = {"a": 3, "b": 4, "zzz": 5}
assert kw() == (3, 4) and set(hotkw()) == {3}
kw.__kwdefaults__ = None
for call in (lambda: kw(), lambda: kw(b=1), lambda: kw(a=1)):
    try:
        call()
    except TypeError as e:
        log.append(str(e))
assert log[-3:] == [
    "kw() missing 2 required keyword-only arguments: 'a' and 'b'",
    "kw() missing 1 required keyword-only argument: 'a'",
    "kw() missing 1 required keyword-only argument: 'b'",
]
for bad in (5, [1], "x"):
    try:
        g.__defaults__ = bad
    except TypeError as e:
        assert str(e) == "__defaults__ must be set to a tuple object"
    else:
        raise AssertionError
try:
    kw.__kwdefaults__ = (1,)
except TypeError as e:
    assert str(e) == '__kwdefaults__ must be set to a dict object'
funcs = []
for i in range(3):
    def late(i=i):
        return i
    funcs.append(late)
assert [h() for h in funcs] == [0, 1, 2]
x = "outer"


class Scope:
    x = "class"

    def method(self, v=x):
        return v


assert Scope().method() == "class"
assert (lambda a, b=ev(2), *c, d=ev(3): (a, b, c, d))(1, 5, 6, d=7) == (1, 5, (6,), 7)
del g.__defaults__
assert g.__defaults__ is None
print("defaults", f(1)[2], log[-2:])
