"""property: decorators, constructor, doc, name, abstract flag, subclassing, inheritance, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class C:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        """Doc of x."""
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 2

    @x.deleter
    def x(self):
        self._x = "deleted"

    @property
    def ro(self):
        return "ro"

    wo = property(None, lambda self, v: setattr(self, "_x", v))
    empty = property()
    documented = property(lambda self: 1, doc="given doc")


c = C()
assert c.x == 1 and C.x.__doc__ == "Doc of x." and C.x.__name__ == "x" and C.ro.__doc__ is None
assert C.documented.__doc__ == "given doc" and type(C.x) is property
assert repr(C.x).startswith("<property object at 0x")
c.x = 5
assert c.x == 10
del c.x
assert c.x == "deleted" and C.x.fget(c) == "deleted" and C.x.fset.__name__ == "x" and C.ro.fset is None
assert C.x.__isabstractmethod__ is False
c.wo = 7
assert c._x == 7
raises(AttributeError, "property 'ro' of 'C' object has no setter", setattr, c, "ro", 1)
raises(AttributeError, "property 'ro' of 'C' object has no deleter", delattr, c, "ro")
raises(AttributeError, "property 'wo' of 'C' object has no getter", lambda: c.wo)
raises(AttributeError, "property 'wo' of 'C' object has no deleter", delattr, c, "wo")
raises(AttributeError, "property 'empty' of 'C' object has no getter", lambda: c.empty)
raises(AttributeError, "property 'empty' of 'C' object has no setter", setattr, c, "empty", 1)
raises(AttributeError, 'readonly attribute', setattr, C.x, "fget", 1)
raises(TypeError, 'property() takes at most 4 arguments (5 given)', property, 1, 2, 3, 4, 5)
raises(TypeError, "property() got an unexpected keyword argument 'foo'", lambda: property(foo=1))
nameless = property(lambda self: 1)
raises(AttributeError, "property of 'C' object has no getter", lambda: property().__get__(c))
raises(AttributeError, "property '<lambda>' of 'C' object has no setter", lambda: nameless.__set__(c, 1))
assert nameless.__get__(None, C) is nameless and nameless.__get__(c) == 1
assert C.__dict__["x"].__get__(None, C) is C.x
nameless.__doc__ = "set later"
assert nameless.__doc__ == "set later"
c.__dict__["x"] = "instance value is hidden"
assert c.x == 7 and c.__dict__["x"] == "instance value is hidden"


class D(C):
    @C.x.getter
    def x(self):
        return "D " + str(self._x)


class E(C):
    @property
    def x(self):
        return "E " + str(super().x)

    @x.setter
    def x(self, v):
        C.x.fset(self, v + 1)


d, e = D(), E()
d.x = 4
e.x = 4
assert d.x == "D 8" and e.x == "E 10" and C.x is not D.x and D.x.fset is C.x.fset


class P(property):
    """A property with a log."""
    log = []

    def __get__(self, obj, owner=None):
        if obj is None:
            return "class access"
        self.log.append("get")
        return super().__get__(obj, owner)

    def __set_name__(self, owner, name):
        self.log.append(name)
        super().__set_name__(owner, name)


class F:
    @P
    def p(self):
        "doc p"
        return 42


assert F().p == 42 and F.p == "class access" and P.log == ["p", "get"] and F.__dict__["p"].__doc__ == "doc p"


class G:
    @property
    def bad(self):
        return self.nothing

    @property
    def raises(self):
        raise KeyError("k")


raises(AttributeError, "'G' object has no attribute 'nothing'", lambda: G().bad)
raises(KeyError, "'k'", lambda: G().raises)
assert not hasattr(G(), "bad")
raises(KeyError, "'k'", hasattr, G(), "raises")


class Cached:
    calls = 0

    @property
    def v(self):
        Cached.calls += 1
        return self.__dict__.setdefault("_v", Cached.calls)


k = Cached()
assert [k.v for _ in range(300)] == [1] * 300 and Cached.calls == 300
class Meta(type):
    @property
    def cp(cls): return "cp of " + cls.__name__
class H(metaclass=Meta): pass
assert H.cp == "cp of H"
raises(AttributeError, "'H' object has no attribute 'cp'", lambda: H().cp)
raises(AttributeError, "property 'cp' of 'Meta' object has no setter", setattr, H, "cp", 1)
class Callable:
    def __call__(self, obj): return ("called", type(obj).__name__)
class I: q = property(Callable())
assert I().q == ("called", "I") and I.q.__doc__ is None
print("property", d.x, e.x, P.log)
