"""Call sites remember what they called; each of these changes it."""


def add(a, b=10, *, c=100):
    return a + b + c


def one(f):
    return f(1)


def keyed(f):
    return f(1, c=2)


def both(f):
    return f(b=3, a=1)


for _ in range(3):
    print(one(add), keyed(add), both(add))

# Defaults are looked at anew.
add.__defaults__ = (20,)
add.__kwdefaults__ = {"c": 200}
print(one(add), keyed(add), both(add))
add.__kwdefaults__["c"] = 300
print(one(add), both(add))
add.__defaults__ = (1, 2, 3)
print(one(add), add())
add.__defaults__ = None
for call in (one, both):
    try:
        print(call(add))
    except TypeError as e:
        print(e)
add.__defaults__ = (10,)
add.__kwdefaults__ = None
for call in (one, keyed, both):
    try:
        print(call(add))
    except TypeError as e:
        print(e)


# Other code, other parameters in the same places.
def other(c, b=1, *, a=2):
    return ("other", a, b, c)


add.__code__, add.__defaults__, add.__kwdefaults__ = other.__code__, (5,), {"a": 6}
print(one(add))
for call in (keyed, both):
    try:
        print(call(add))
    except TypeError as e:
        print(e)


def posonly(a, /, b=2, **kw):
    return a, b, kw


def few(a):
    return a


for f in (posonly, few, lambda *a, **k: (a, k), print, dict):
    for call in (one, keyed, both):
        try:
            print(call(f))
        except TypeError as e:
            print(e)


# Classes: the site remembers how instances are made.
def make(cls):
    return cls(1)


class A:
    def __init__(self, x, y=2):
        self.x, self.y = x, y


def show(o):
    return type(o).__name__, getattr(o, "__dict__", None)


for _ in range(3):
    print(show(make(A)))


def init2(self, x):
    self.z = x


A.__init__ = init2
print(show(make(A)))
A.__new__ = lambda cls, x: "not an instance"
print(make(A))


class Bare:
    def __init__(self, x):
        pass


make(Bare)
make(Bare)
del Bare.__init__
try:
    make(Bare)
except TypeError as e:
    print(e)


class Base:
    def __init__(self, x):
        self.base = x


class Sub(Base):
    pass


for _ in range(3):
    print(show(make(Sub)))
Base.__init__ = lambda self, x: setattr(self, "changed", x)
print(show(make(Sub)))
Sub.__init__ = lambda self, x: 5
try:
    make(Sub)
except TypeError as e:
    print(e)


class Meta(type):
    def __call__(cls, x):
        return "meta", x


class C:
    def __init__(self, x):
        self.x = x


class MC(metaclass=Meta):
    def __init__(self, x):
        self.x = x


for cls in (C, C, MC, C, MC):
    print(show(make(cls))[0] if cls is C else make(cls))

import abc


class Abstract(abc.ABC):
    def __init__(self, x):
        self.x = x


for _ in range(2):
    print(show(make(Abstract)))
Abstract.__abstractmethods__ = frozenset({"m"})
try:
    make(Abstract)
except TypeError as e:
    print(e)


class Gen:
    def __init__(self, x):
        yield x


try:
    make(Gen)
except TypeError as e:
    print(e)

# Types of one argument.
class Str(str):
    def __init__(self, *a):
        log.append(("init", a))


class Shown:
    def __str__(self):
        return Str("shown")


class Int(int):
    pass


class Bad:
    def __bool__(self):
        raise KeyError("bool")


log = []
for t in (str, int, float, bool, type, str):
    for v in (1, True, -0.0, 2.9, -2.9, 2**60, "12", Int(3)):
        r = t(v)
        print(t.__name__, repr(v), repr(r), type(r).__name__)
print(type(str(Shown())).__name__, log)
for t, v in ((int, float("nan")), (int, float("inf")), (int, 1e300), (bool, Bad()), (float, "x"), (int, None)):
    try:
        print(t(v) == int(1e300))
    except (ValueError, OverflowError, KeyError, TypeError) as e:
        print(type(e).__name__, e)


# Bound methods as values, functions stored in instances, builtins with receivers.
class M:
    def m(self, a, b=1):
        return a, b

    def n(self):
        return "n"


def call_it(f):
    return f(7)


m = M()
row = []
for f in (m.m, row.append, M().m, len, str.upper, [].append, abs, m.n):
    try:
        print(call_it(f))
    except TypeError as e:
        print(e)
print(row)


def deep(n):
    return deep(n - 1) + 1 if n else 0


print(deep(500))


class Star:
    def m(*args):
        return len(args)

    def k(*args, **kw):
        return len(args), kw


print(Star().m(), Star().m(1), list(map(Star().m, "ab")), list(map(Star().k, [1])), Star().k(2, a=3))
