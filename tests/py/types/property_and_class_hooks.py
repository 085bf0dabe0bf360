"""property in all its forms, __set_name__, __init_subclass__, __class_getitem__, __prepare__, __mro_entries__."""


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


log = []


class Named:
    def __set_name__(self, owner, name):
        log.append((owner.__name__, name))


class Base:
    a = Named()

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        log.append((cls.__name__, tag))

    def __class_getitem__(cls, item):
        return cls.__name__, item


class Child(Base, tag="t"):
    b = c = Named()


print(log, Base[int], Child[1, 2], attempt(type, "Bad", (Base,), {}, other=1))


class P:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        "The x."
        return self._x

    @x.setter
    def x(self, v):
        self._x = v

    @x.deleter
    def x(self):
        self._x = None

    only = property(lambda self: 5)
    nothing = property()
    write = property(None, lambda self, v: log.append(v))


p = P()
p.x = 7
print(p.x, P.x.__doc__, P.x.fget.__name__, P.x.__name__, p.only)
del p.x
p.write = "w"
print(p.x, log[-1], attempt(setattr, p, "only", 1), attempt(delattr, p, "only"), attempt(getattr, p, "nothing"), attempt(getattr, p, "write"))
print(type(P.x), P.x.__get__(None, P) is P.x, attempt(P.x.__get__, 5), P.only.__set_name__(P, "n"), attempt(property, 1, 2, 3, 4, 5))


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        return {"given": name + str(kw)}

    def __new__(mcs, name, bases, ns, **kw):
        return super().__new__(mcs, name, bases, dict(ns))

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        return "called", args

    def __instancecheck__(cls, o):
        return o == 1

    def __subclasscheck__(cls, o):
        return o is int


class M(metaclass=Meta, k=1):
    pass


print(M.given, M(1, 2), isinstance(1, M), isinstance(2, M), issubclass(int, M), issubclass(str, M), type(M).__name__)


class Entry:
    def __mro_entries__(self, bases):
        return (Base,)


class FromEntry(Entry(), tag=3):
    pass


print(FromEntry.__bases__, FromEntry.__orig_bases__[0].__class__.__name__, log[-1])


class Meta2(type):
    pass


print(attempt(lambda: type("X", (M, Meta2("Y", (), {})), {})))
print(attempt(type, "X", (int, str), {}), attempt(type, "X", (bool,), {}), attempt(type, "X", (Base, object, Base), {}), attempt(type, "X", (object, Base), {}), attempt(type, 5, (), {}), attempt(type, "X", 5, {}), attempt(type, "X"))
