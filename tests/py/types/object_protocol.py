"""object: default methods, __new__ and __init__ argument checks, repr, comparison, dir, reduce, sizeof."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

o = object()
assert o == o and o != object() and hash(o) == hash(o) and not o == 5 and bool(o) and type(o) is object
assert isinstance(o, object) and repr(o).startswith("<object object at 0x") and str(o) == repr(o)
assert format(o) == str(o) and object() is not object()
raises(TypeError, 'object() takes no arguments', object, 1)
raises(TypeError, 'object() takes no arguments', object, x=1)
raises(TypeError, "'<' not supported between instances of 'object' and 'object'", lambda: o < o)
raises(TypeError, 'unsupported format string passed to object.__format__', format, o, "x")
raises(AttributeError, "'object' object has no attribute 'x' and no __dict__ for setting new attributes", setattr, o, "x", 1)
raises(AttributeError, "'object' object has no attribute 'x'", lambda: o.x)
raises(AttributeError, "'object' object has no attribute '__dict__'", lambda: o.__dict__)
raises(TypeError, "cannot set 'x' attribute of immutable type 'object'", setattr, object, "x", 1)
raises(TypeError, 'object.__new__(): not enough arguments', object.__new__)
raises(TypeError, 'object.__new__(X): X is not a type object (int)', object.__new__, 5)
raises(TypeError, 'object.__new__(int) is not safe, use int.__new__()', object.__new__, int)
raises(TypeError, "descriptor '__init__' of 'object' object needs an argument", object.__init__)
raises(TypeError, "'object' object is not callable", lambda: o())
raises(TypeError, "'str' object cannot be interpreted as an integer", object.__reduce_ex__, o, "a")


class Plain:
    pass


class OnlyNew:
    def __new__(cls, *a):
        return super().__new__(cls)


class OnlyInit:
    def __init__(self, *a):
        self.a = a


class Both(OnlyNew):
    def __init__(self, *a):
        super().__init__()


class PassUp:
    def __new__(cls, x):
        return super().__new__(cls, x)


class PassUpInit:
    def __init__(self, x):
        super().__init__(x)


assert OnlyNew(1, 2) and OnlyInit(1).a == (1,) and Both(1, 2)
raises(TypeError, 'Plain() takes no arguments', Plain, 1)
raises(TypeError, 'object.__new__() takes exactly one argument (the type to instantiate)', PassUp, 1)
raises(TypeError, 'object.__init__() takes exactly one argument (the instance to initialize)', PassUpInit, 1)
raises(TypeError, 'Plain() takes no arguments', object.__new__, Plain, 1)
p = object.__new__(OnlyInit, "ignored by new because init is overridden")
assert not hasattr(p, "a")
assert object.__eq__(o, o) is True and object.__eq__(o, 5) is NotImplemented and object.__ne__(o, o) is False
assert object.__ne__(o, 5) is NotImplemented and object.__lt__(o, o) is NotImplemented
assert object.__hash__(o) == hash(o) and object.__str__(5) == "5" and object.__format__(5, "") == "5"
assert object.__repr__(5).startswith("<int object at 0x")
assert object.__subclasshook__(int) is NotImplemented and object.__init_subclass__() is None
assert object.__class__ is type and object.__base__ is None and object.__bases__ == ()
assert object.__mro__ == (object,) and object.__doc__.startswith("The base class")
names = set(dir(o))
assert {"__class__", "__delattr__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__", "__getattribute__",
        "__getstate__", "__gt__", "__hash__", "__init__", "__init_subclass__", "__le__", "__lt__", "__ne__",
        "__new__", "__reduce__", "__reduce_ex__", "__repr__", "__setattr__", "__sizeof__", "__str__",
        "__subclasshook__"} == names


class D:
    cls_attr = 1

    def __init__(self):
        self.inst = 2

    def __getstate_x__(self):
        pass


d = D()
assert "inst" in dir(d) and "cls_attr" in dir(d) and "inst" not in dir(D) and sorted(dir(d)) == dir(d)
assert d.__getstate__() == {"inst": 2} and o.__getstate__() is None and Plain().__getstate__() is None
D.__dir__ = lambda self: ["z", "a"]
assert dir(d) == ["a", "z"]
D.__dir__ = lambda self: 5
raises(TypeError, "'int' object is not iterable", dir, d)
D.__dir__ = lambda self: [1, "a"]
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", dir, d)


class Eq:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return isinstance(other, Eq) and self.v == other.v


assert Eq.__hash__ is None and Eq(1) == Eq(1) and Eq(1) != Eq(2) and not Eq(1) != Eq(1)
raises(TypeError, "unhashable type: 'Eq'", hash, Eq(1))
class Slots:
    __slots__ = ("a", "b")
s = Slots()
s.a = 1
assert s.__getstate__() == (None, {"a": 1}) and s.__reduce_ex__(2)[0].__name__ == "__newobj__"
raises(TypeError, 'a class that defines __slots__ without defining __getstate__ cannot be pickled', s.__reduce_ex__, 0)
ids = {id(x) for x in [o, d, s, p]}
assert len(ids) == 4 and id(o) == id(o)
objs = [Plain() for _ in range(1000)]
assert len(set(objs)) == 1000 and len({id(x) for x in objs}) == 1000 and objs.index(objs[500]) == 500
assert objs.count(objs[3]) == 1
print("object", len(names), d.__getstate__())
