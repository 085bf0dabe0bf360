"""Metaclasses: __new__, __init__, __call__, __prepare__, keywords, attributes, conflicts, inheritance."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        log.append(("prepare", name, [b.__name__ for b in bases], kw))
        return {"prepared": name.lower()}

    def __new__(mcs, name, bases, ns, **kw):
        log.append(("new", name, sorted(k for k in ns if not k.startswith("__"))))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        log.append(("init", name, kw))
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        log.append(("call", cls.__name__, a, k))
        return super().__call__(*a, **k)

    def __len__(cls):
        return 7

    def __getitem__(cls, k):
        return (cls.__name__, k)

    def __iter__(cls):
        return iter("iter")

    def __contains__(cls, x):
        return x == 1

    def __repr__(cls):
        return "<" + cls.__name__ + " of Meta>"

    def __add__(cls, o):
        return "add"

    def __getattr__(cls, name):
        return "meta getattr " + name

    @property
    def prop(cls):
        return "prop of " + cls.__name__

    def method(cls):
        return "method of " + cls.__name__


class A(metaclass=Meta, opt=1):
    x = 1


class B(A, opt=2, other=[3]):
    pass


assert log == [
    ('prepare', 'A', [], {'opt': 1}), ('new', 'A', ['prepared', 'x']), ('init', 'A', {'opt': 1}),
    ('prepare', 'B', ['A'], {'opt': 2, 'other': [3]}), ('new', 'B', ['prepared']),
    ('init', 'B', {'opt': 2, 'other': [3]}),
]
log.clear()
b = B()
assert log == [("call", "B", (), {})] and type(b) is B and A.prepared == "a" and b.prepared == "b"
assert len(A) == 7 and A["k"] == ("A", "k") and list(B) == list("iter") and 1 in A
assert repr(B) == "<B of Meta>" and A + 1 == "add" and A.nothing == "meta getattr nothing"
assert A.prop == "prop of A" and B.method() == "method of B" and type(B) is Meta and isinstance(A, Meta)
assert bool(A)
raises(AttributeError, "'B' object has no attribute 'prop'", lambda: b.prop)
raises(AttributeError, "'B' object has no attribute 'method'", lambda: b.method)
raises(TypeError, "object of type 'B' has no len()", len, b)
raises(TypeError, "'B' object is not subscriptable", lambda: b["k"])


class OtherMeta(type):
    pass


class C(metaclass=OtherMeta):
    pass


def conflict():
    class D(A, C):
        pass


raises(TypeError, 'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
        conflict)


class Joint(Meta, OtherMeta):
    pass


class D(A, C, metaclass=Joint):
    pass


assert type(D) is Joint and D.prop == "prop of D"


class E(D):
    pass


assert type(E) is Joint


# The metaclass may be any callable; keywords reach it; type() with three arguments.
def fn(name, bases, ns, **kw):
    return name, bases, sorted(ns), kw


class F(metaclass=fn, key="v"):
    a = 1


assert F == (
    'F', (), ['__firstlineno__', '__module__', '__qualname__', '__static_attributes__', 'a'],
    {'key': 'v'},
)
assert type("G", (), {"y": 2}).y == 2 and Meta("H", (A,), {}).prepared == "a"
assert type(type("I", (A,), {})) is Meta
raises(TypeError, 'type() takes 1 or 3 arguments', type)
raises(TypeError, 'type() takes 1 or 3 arguments', type, "X", ())
raises(TypeError, 'type.__new__() argument 1 must be str, not int', type, 5, (), {})
raises(TypeError, 'type.__new__() argument 2 must be tuple, not list', type, "X", [], {})
raises(TypeError, 'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
        type, "X", (5,), {})
raises(TypeError, 'type.__new__() argument 3 must be dict, not list', type, "X", (), [])
raises(ValueError, 'type name must not contain null characters', type, "a\0b", (), {})
raises(TypeError, "type 'bool' is not an acceptable base type", type, "X", (bool,), {})
raises(TypeError, 'multiple bases have instance lay-out conflict', type, "X", (int, str), {})
raises(TypeError, 'duplicate base class A', type, "X", (A, A), {})
raises(TypeError, 'X.__init_subclass__() takes no keyword arguments', lambda: type("X", (), {}, metaclass=5))


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, *a):
        return 5


def bad_prepare():
    class X(metaclass=BadPrepare):
        pass


raises(TypeError, 'BadPrepare.__prepare__() must return a mapping, not int', bad_prepare)


class Recorder(dict):
    def __setitem__(self, k, v):
        log.append(k)
        super().__setitem__(k, v)

    def __missing__(self, k):
        if k.startswith("auto_"):
            return k.upper()
        raise KeyError(k)


class RecMeta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Recorder()


log.clear()


class R(metaclass=RecMeta):
    v = auto_name
    for i in range(2):
        pass
    def f(self): pass
    del i


assert [k for k in log if not k.startswith("__")] == ["v", "i", "i", "f"] and R.v == "AUTO_NAME"
assert not hasattr(R, "i")


class Singleton(type):
    _inst = {}

    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]


class S(metaclass=Singleton):
    def __init__(self, v=0):
        self.v = v


assert all(S(i) is S(0) for i in range(300)) and S().v == 0
class Cnt(type):
    def __setattr__(cls, k, v):
        log.append(("set", k))
        super().__setattr__(k, v)
    def __delattr__(cls, k):
        log.append(("del", k))
        super().__delattr__(k)
class W(metaclass=Cnt): pass
log.clear()
W.a = 1
del W.a
assert log == [("set", "a"), ("del", "a")]
print("metaclasses", F, repr(E))
