"""Hot constructor calls while __init__, __new__, the metaclass's __call__ and the defaults change."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class P:
    def __init__(self, x, y=2):
        self.x = x
        self.y = y


def hot(cls, n, *args):
    for _ in range(n):
        o = cls(*args)
    return o


def make(n):
    total = 0
    for i in range(n):
        p = P(i)
        total += p.x + p.y
    return total


assert make(500) == 124750 + 1000
P.__init__.__defaults__ = (5,)
assert make(500) == 124750 + 2500
P.__init__ = lambda self, x, y=7: self.__dict__.update(x=x * 2, y=y)
assert make(500) == 2 * 124750 + 3500
raises(TypeError, "<lambda>() missing 1 required positional argument: 'x'", hot, P, 1)


def init2(self, x):
    self.x, self.y = x, 0
    return 5


P.__init__ = init2
raises(TypeError, "__init__() should return None, not 'int'", make, 1)


def new(cls, x, y=0):
    self = object.__new__(cls)
    self.x, self.y = -x, 1
    return self


P.__new__ = new
P.__init__ = lambda self, x: None
assert make(500) == -124750 + 500
del P.__init__
assert make(500) == -124750 + 500
P.__new__ = lambda cls, x: Q()


class Q:
    x, y = 1, 1


P.__init__ = lambda self, x: 1 / 0
assert make(500) == 1000


class Sub(P):
    pass


P.__new__ = lambda cls, x: object.__new__(Sub)
raises(ZeroDivisionError, 'division by zero', make, 1)
P.__init__ = lambda self, x: setattr(self, "x", x) or setattr(self, "y", 0)
assert make(500) == 124750 and type(P(1)) is Sub
del P.__init__, P.__new__
raises(TypeError, 'object.__new__() takes exactly one argument (the type to instantiate)', P, 1)
assert type(P()) is P


class Meta(type):
    calls = 0


class M(metaclass=Meta):
    def __init__(self, v):
        self.v = v


assert hot(M, 300, 5).v == 5
Meta.__call__ = lambda cls, v: ("meta call", v)
assert hot(M, 300, 5) == ("meta call", 5)


def counted(cls, *a):
    Meta.calls += 1
    return type.__call__(cls, *a)


Meta.__call__ = counted
assert hot(M, 300, 6).v == 6 and Meta.calls == 300
del Meta.__call__
M.__class__ = type("Meta2", (Meta,), {"__call__": lambda cls, v: "meta2"})
assert hot(M, 100, 1) == "meta2"


class Slots:
    __slots__ = ("a",)

    def __init__(self, a):
        self.a = a


class WithDefault:
    def __init__(self, items=None, *args, **kw):
        self.n = len(items or ()) + len(args) + len(kw)


assert sum(Slots(i).a for i in range(1000)) == 499500
assert sum(WithDefault([1], 2, k=3).n for _ in range(300)) == 900 and WithDefault().n == 0
mixed = 0
for i in range(900):
    cls = (Slots, M.__mro__[1], Q, dict, list, int)[i % 6]
    o = cls(i) if cls is Slots else cls()
    mixed += isinstance(o, (dict, list)) + 10 * (cls is Q)
assert mixed == 150 * 2 + 1500
class Chain:
    def __init__(self, n): self.next = Chain(n - 1) if n else None
c, depth = Chain(200), 0
while c: c, depth = c.next, depth + 1
assert depth == 201
print("construction", make.__name__, mixed, depth)
