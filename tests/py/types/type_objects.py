"""type: attributes, calling, __subclasses__, instance and subclass checks, mutable and static types, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class A:
    """Doc of A."""
    x = 1

    def m(self):
        pass


class B(A):
    pass


assert type(A) is type and type(type) is type and A.__name__ == "A" and A.__qualname__ == "A"
assert A.__module__ == "__main__" and A.__doc__ == "Doc of A." and B.__doc__ is None
assert A.__bases__ == (object,) and B.__base__ is A and B.mro() == [B, A, object]
assert A.__subclasses__() == [B] and A.__dictoffset__ != 0 and A.__weakrefoffset__ != 0
assert A.__dict__["x"] == 1 and type(A.__dict__).__name__ == "mappingproxy" and "m" in vars(A)
assert "x" not in vars(B) and list(k for k in vars(A) if not k.startswith("__")) == ["x", "m"]
assert repr(A) == "<class '__main__.A'>" and repr(int) == "<class 'int'>"
assert str(type(None)) == "<class 'NoneType'>"
C = type("C", (B,), {"y": 2, "f": lambda self: self.y})
assert C().f() == 2 and C.__bases__ == (B,) and C.__name__ == "C" and C.__module__ == "__main__"
assert isinstance(C(), A) and issubclass(C, (int, A)) and not issubclass(A, C) and isinstance(C, type)
assert type(C()) is C
assert isinstance(5, int | str) and isinstance(5, (str, (float, int))) and issubclass(bool, int | None)
assert isinstance(None, int | None) and not isinstance("a", int | None) and isinstance(5, object)
assert issubclass(int, object)
raises(TypeError, 'isinstance() arg 2 must be a type, a tuple of types, or a union', isinstance, 5, "int")
raises(TypeError, 'isinstance() arg 2 must be a type, a tuple of types, or a union', isinstance, 5, (int, "x")[::-1])
raises(TypeError, 'isinstance expected 2 arguments, got 1', isinstance, 5)
raises(TypeError, 'isinstance() argument 2 cannot be a parameterized generic', isinstance, 5, list[int])
raises(TypeError, 'issubclass() arg 1 must be a class', issubclass, 5, int)
raises(TypeError, 'issubclass() arg 2 must be a class, a tuple of classes, or a union', issubclass, int, 5)
raises(TypeError, 'issubclass() argument 2 cannot be a parameterized generic', issubclass, int, list[int])
raises(TypeError, 'isinstance() argument 2 cannot be a parameterized generic', isinstance, "", int | list[int])
assert isinstance(5, (int, "never looked at"))


class Meta(type):
    def __instancecheck__(cls, o):
        log.append("inst")
        return o == "yes"

    def __subclasscheck__(cls, c):
        log.append("sub")
        return c is int


class V(metaclass=Meta):
    pass


log = []
assert isinstance("yes", V) and not isinstance("no", V) and issubclass(int, V) and not issubclass(str, V)
assert log == ["inst", "inst", "sub", "sub"] and isinstance(V(), V) and log == ["inst", "inst", "sub", "sub"]
assert not issubclass(V, V)
A.x = 2
A.new = property(lambda self: "new")
assert B.x == 2 and C().new == "new" and B().x == 2
del A.x
raises(AttributeError, "type object 'B' has no attribute 'x'", lambda: B.x)
raises(AttributeError, "type object 'A' has no attribute 'x'", delattr, A, "x")
raises(TypeError, "cannot set 'x' attribute of immutable type 'int'", setattr, int, "x", 1)
raises(TypeError, "cannot set 'append' attribute of immutable type 'list'", setattr, list, "append", 1)
raises(TypeError, "cannot set 'upper' attribute of immutable type 'str'", delattr, str, "upper")
raises(TypeError, "cannot set 'x' attribute of immutable type 'type'", setattr, type, "x", 1)
raises(TypeError, "cannot set 'x' attribute of immutable type 'NoneType'", setattr, type(None), "x", 1)
raises(TypeError, 'type() takes 1 or 3 arguments', type)
raises(TypeError, 'type() takes 1 or 3 arguments', type, 1, 2)
raises(TypeError, 'type.__new__() takes exactly 3 arguments (0 given)', type.__new__, type)
raises(TypeError, 'NoneType takes no arguments', type(None), 1)
raises(TypeError, "function() missing required argument 'code' (pos 1)", lambda: type(lambda: 0)())
raises(TypeError, "cannot create 'generator' instances", lambda: type((i for i in []))())
raises(TypeError, "can only assign string to A.__name__, not 'int'", setattr, A, "__name__", 5)
raises(ValueError, 'type name must not contain null characters', setattr, A, "__name__", "a\0")
raises(TypeError, "cannot delete '__name__' attribute of immutable type 'A'", delattr, A, "__name__")
raises(TypeError, "can only assign string to A.__qualname__, not 'int'", setattr, A, "__qualname__", 5)
raises(AttributeError, "attribute '__mro__' of 'type' objects is not writable", setattr, A, "__mro__", ())
raises(AttributeError, "attribute '__dict__' of 'type' objects is not writable", setattr, A, "__dict__", {})
raises(TypeError, "'mappingproxy' object does not support item assignment", exec, "d['x'] = 1", {"d": A.__dict__})
A.__doc__ = "changed"
A.__module__ = "elsewhere"
A.__qualname__ = "Q.A"
assert A.__doc__ == "changed" and repr(A) == "<class 'elsewhere.Q.A'>"
assert repr(A()).startswith("<elsewhere.Q.A object at 0x") and B.__module__ == "__main__"
assert A.__hash__ is object.__hash__ and A == A and A != B and hash(A) == hash(A) and {A: 1}[A] == 1
assert len({A, B, C, A}) == 3 and int.__flags__ & (1 << 8) and not A.__flags__ & (1 << 8)
assert (A | int).__args__ == (A, int) and A.__or__(None).__args__ == (A, type(None)) and int.__class__ is type
assert type.__call__(int, "5") == 5 and A.__prepare__() == {} and type.__prepare__("n", ()) == {}
assert A.__text_signature__ is None
def f(self): return "patched"
for i in range(200):
    K = type("K%d" % i, (A,), {"v": i, "get": lambda self: self.v})
    assert K().get() == i and K.__name__ == "K%d" % i
A.m = f
assert C().m() == "patched" and K().m() == "patched"
print("types", repr(A), K.__name__, log)
