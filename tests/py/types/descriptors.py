"""Descriptor protocol: data and non-data, lookup order, on classes and metaclasses, __set_name__, odd returns."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, owner=None):
        log.append(("get", self.name, obj is None, owner and owner.__name__))
        return "data " + self.name

    def __set__(self, obj, v):
        log.append(("set", self.name, v))

    def __delete__(self, obj):
        log.append(("del", self.name))


class NonData:
    def __get__(self, obj, owner=None):
        return "nondata"


class SetOnly:
    def __set__(self, obj, v):
        obj.__dict__["so"] = v + 1


class DelOnly:
    def __delete__(self, obj):
        log.append("DelOnly")


class C:
    d = Data("d")
    nd = NonData()
    so = SetOnly()
    do = DelOnly()
    plain = "class"


c = C()
c.__dict__.update(d="inst", nd="inst", so="inst", do="inst", plain="inst")
assert c.d == "data d" and c.nd == "inst" and c.so == "inst" and c.do == "inst" and c.plain == "inst"
assert C.d == "data d" and C.nd == "nondata" and type(C.so) is SetOnly
assert log == [("get", "d", False, "C"), ("get", "d", True, "C")]
log.clear()
c.d = 5
del c.d
c.so = 1
del c.do
assert c.so == 2 and log == [("set", "d", 5), ("del", "d"), "DelOnly"] and c.__dict__["d"] == "inst"
raises(AttributeError, '__delete__', delattr, c, "so")
raises(AttributeError, '__set__', setattr, c, "do", 1)
del c.nd
assert c.nd == "nondata"
raises(AttributeError, "'C' object has no attribute 'nd'", delattr, c, "nd")


# Lookup on classes: metaclass data descriptors win over class attributes, non-data lose.
class Meta(type):
    d = Data("meta d")
    nd = NonData()
    only_meta = "from meta"


class K(metaclass=Meta):
    d = "class d"
    nd = "class nd"


log.clear()
assert K.d == "data meta d" and K.nd == "class nd" and K.only_meta == "from meta" and K().d == "class d"
assert not hasattr(K(), "only_meta")
K.d = 1
del K.d
assert log == [("get", "meta d", False, "Meta"), ("set", "meta d", 1), ("del", "meta d")]
assert K.__dict__["d"] == "class d"


# Functions, classmethods and staticmethods are descriptors.
def f(self, *a):
    return self, a


b = f.__get__(5)
assert b(1) == (5, (1,)) and b.__self__ == 5 and b.__func__ is f and f.__get__(None, int) is f
assert f.__get__(5, int) == b
raises(TypeError, '__get__(None, None) is invalid', f.__get__, None)
raises(TypeError, '__get__ expected at least 1 argument, got 0', f.__get__)
cm, sm = classmethod(f), staticmethod(f)
assert cm.__get__(5)() == (int, ()) and cm.__get__(None, str)(2) == (str, (2,))
assert sm.__get__(5)(7) == (7, ()) and sm.__get__(None, int) is f and cm.__func__ is f and cm.__wrapped__ is f
assert sm(1) == (1, ())
raises(TypeError, "'classmethod' object is not callable", lambda: cm(1))
assert not hasattr(len, "__get__")
assert str.upper.__get__("a")() == "A" and str.upper.__get__(None, str) is str.upper
assert "a".upper.__self__ == "a" and int.__add__.__get__(3)(4) == 7
raises(TypeError, "descriptor 'upper' for 'str' objects doesn't apply to a 'int' object", str.upper.__get__, 5)
raises(TypeError, '__get__(None, None) is invalid', str.upper.__get__, None, None)


class BadGet:
    __get__ = None


class InstGet:
    def __init__(self):
        self.__get__ = lambda *a: "never"


class X:
    bad = BadGet()
    inst = InstGet()


raises(TypeError, "'NoneType' object is not callable", lambda: X().bad)
assert type(X().inst) is InstGet


class Raises:
    def __get__(self, obj, owner):
        raise AttributeError("from descriptor")


class Y:
    r = Raises()

    def __getattr__(self, n):
        return "getattr " + n


assert Y().r == "getattr r" and not hasattr(Y, "r")
raises(AttributeError, "from descriptor", lambda: Y.r)


class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __init__(self, t):
        self.t = t

    def __get__(self, obj, owner):
        return self if obj is None else getattr(obj, self.name)

    def __set__(self, obj, v):
        if not isinstance(v, self.t):
            raise TypeError(f"{self.name[1:]} must be {self.t.__name__}")
        setattr(obj, self.name, v)


class Rec:
    a = Typed(int)
    b = Typed(str)

    def __init__(self, a, b):
        self.a, self.b = a, b


total = 0
for i in range(500):
    r = Rec(i, str(i))
    r.a += 1
    total += r.a + len(r.b)
assert total == sum([i + 1 + len(str(i)) for i in range(500)]) and Rec.a.t is int
raises(TypeError, "a must be int", Rec, "x", "y")
raises(TypeError, "b must be str", setattr, r, "b", 1)
raises(AttributeError, "'Rec' object has no attribute '_a'", lambda: Rec.__new__(Rec).a)
Typed.__get__ = lambda self, obj, owner: "replaced"
assert [Rec(1, "").a for _ in range(100)] == ["replaced"] * 100
print("descriptors", total, log[0])
