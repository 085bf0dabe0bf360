"""Hot method calls see methods replaced on the class, on the instance, by other kinds of callables."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class C:
    def __init__(self, v):
        self.v = v

    def m(self, k=1):
        return self.v + k


def hot(o, n=200):
    for _ in range(n):
        r = o.m(2)
    return r


o = C(10)
assert hot(o) == 12
o.m = lambda k: ("instance", k)
assert hot(o) == ("instance", 2)
assert hot(C(1)) == 3
del o.m
assert hot(o) == 12
C.m = lambda self, k: self.v * k
assert hot(o) == 20
C.m = staticmethod(lambda k: ("static", k))
assert hot(o) == ("static", 2)
C.m = classmethod(lambda cls, k: (cls.__name__, k))
assert hot(o) == ("C", 2)
C.m = property(lambda self: lambda k: ("prop", self.v, k))
assert hot(o) == ("prop", 10, 2)


class Callable:
    def __call__(self, *args):
        return "callable", args


C.m = Callable()
assert hot(o) == ("callable", (2,))


class Binding(Callable):
    def __get__(self, obj, owner):
        return lambda k: ("bound", obj.v, owner.__name__, k)


C.m = Binding()
assert hot(o) == ("bound", 10, "C", 2)
C.m = len
raises(TypeError, "object of type 'int' has no len()", hot, o)
C.m = None
raises(TypeError, "'NoneType' object is not callable", hot, o)
C.m = int
assert hot(o) == 2
C.m = [].append
assert hot(o) is None
del C.m
raises(AttributeError, "'C' object has no attribute 'm'", hot, o)
C.__getattr__ = lambda self, name: lambda k: (name, k)
assert hot(o) == ("m", 2)


class D(C):
    def m(self, k):
        return "D" + str(k)


o.__class__ = D
assert hot(o) == "D2"
D.m.__code__ = (lambda self, k: ("new code", k)).__code__
assert hot(o) == ("new code", 2)
D.__getattribute__ = lambda self, name: lambda k: ("getattribute", name, k)
assert hot(o) == ("getattribute", "m", 2)
del D.__getattribute__
assert hot(o) == ("new code", 2)


class M:
    def first(self, n):
        """Replaces itself while it runs."""
        type(self).first = M.second
        return "first"

    def second(self, n):
        return "second"


assert [M().first(i) for i in range(200)] == ["first"] + ["second"] * 199

# One site, five receiver classes, one of them without the method.
kinds = [type("K%d" % i, (), {"m": (lambda i: lambda self, k: i * k)(i)}) for i in range(5)]
objs = [k() for k in kinds]
total = 0
for i in range(1000):
    total += objs[i % 5].m(i)
assert total == sum([i % 5 * i for i in range(1000)])
kinds[3].m = lambda self, k: 0
total = 0
for i in range(1000):
    total += objs[i % 5].m(i)
assert total == sum([i % 5 * i for i in range(1000) if i % 5 != 3])
words = ["a", b"b", "c", bytearray(b"d")]
assert [w.upper() for w in words * 50][:4] == ["A", b"B", "C", bytearray(b"D")]
inst = C.__new__(C)
inst.append = [].append
for i in range(100):
    inst.append(i)
assert inst.append.__self__ == list(range(100))
print("methods", total, hot(o))
