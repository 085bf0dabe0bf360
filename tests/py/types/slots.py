"""__slots__: layouts, inheritance, defaults, dict and weakref slots, conflicts, deletion, exact errors."""
import weakref


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class S:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = S()
assert s.a == 1 and not hasattr(s, "b") and not hasattr(s, "__dict__") and S.__slots__ == ("a", "b")
assert type(S.a).__name__ == "member_descriptor" and repr(S.a) == "<member 'a' of 'S' objects>"
raises(AttributeError, "'S' object has no attribute 'b'", lambda: s.b)
raises(AttributeError, "'S' object has no attribute 'c' and no __dict__ for setting new attributes", setattr, s, "c", 1)
raises(AttributeError, 'b', delattr, s, "b")
raises(AttributeError, "'S' object has no attribute 'c' and no __dict__ for setting new attributes", delattr, s, "c")
raises(AttributeError, "'S' object has no attribute '__dict__'", lambda: s.__dict__)
raises(TypeError, "cannot create weak reference to 'S' object", weakref.ref, s)
del s.a
raises(AttributeError, "'S' object has no attribute 'a'", lambda: s.a)
s.a = s.b = 5
assert S.a.__get__(s) == 5 and S.a.__get__(s, S) == 5 and S.a.__set__(s, 6) is None and s.a == 6
assert S.a.__delete__(s) is None and S.a.__name__ == "a" and S.a.__objclass__ is S
assert S.a.__get__(None, S) is S.a
raises(TypeError, "descriptor 'a' for 'S' objects doesn't apply to a 'int' object", S.a.__get__, 5)
raises(TypeError, "descriptor 'a' for 'S' objects doesn't apply to a 'object' object", S.a.__set__, object(), 1)


class Sub(S):
    pass


class SubSlots(S):
    __slots__ = ["c"]


class Shadow(S):
    __slots__ = ("a",)


x = Sub()
x.free = 1
x.b = 2
assert x.__dict__ == {"free": 1} and x.a == 1 and x.b == 2
y = SubSlots()
y.c = 3
assert (y.a, y.c) == (1, 3) and not hasattr(y, "__dict__")
z = Shadow()
assert z.a == 1 and not hasattr(S.a.__get__, "zz")
raises(AttributeError, "'Shadow' object has no attribute 'a'", lambda: S.a.__get__(z))


class WithDict:
    __slots__ = ("a", "__dict__", "__weakref__")


w = WithDict()
w.a, w.other = 1, 2
assert w.__dict__ == {"other": 2} and weakref.ref(w)() is w


class One:
    __slots__ = "single"


class Empty:
    __slots__ = ()


class FromDict:
    __slots__ = {"doc": "The doc of the slot.", "plain": None}


class FromIter:
    __slots__ = (n for n in ("p", "q"))


o = One()
o.single = 1
assert o.single == 1 and FromDict.__slots__["doc"] == "The doc of the slot."
fi = FromIter()
fi.p = 1
assert fi.p == 1
raises(AttributeError, "'Empty' object has no attribute 'x' and no __dict__ for setting new attributes",
        setattr, Empty(), "x", 1)


class EmptySub(Empty, S):
    __slots__ = ()


assert EmptySub().a == 1


class Other:
    __slots__ = ("z",)


raises(TypeError, 'multiple bases have instance lay-out conflict', type, "X", (S, Other), {})
raises(TypeError, 'multiple bases have instance lay-out conflict', type, "X", (S, int), {})
raises(TypeError, '__slots__ must be identifiers', type, "X", (), {"__slots__": ("a", "1b")})
raises(TypeError, "__slots__ items must be strings, not 'int'", type, "X", (), {"__slots__": ("a", 5)})
raises(ValueError, "'a' in __slots__ conflicts with class variable", type, "X", (), {"__slots__": ("a",), "a": 1})
raises(TypeError, "nonempty __slots__ not supported for subtype of 'int'", type, "X", (int,), {"__slots__": ("a",)})
raises(TypeError, "nonempty __slots__ not supported for subtype of 'tuple'", type, "X", (tuple,), {"__slots__": ("a",)})
raises(TypeError, '__dict__ slot disallowed: we already got one', type, "X", (), {"__slots__": ("__dict__", "__dict__")})
raises(TypeError, '__dict__ slot disallowed: we already got one', type, "X", (WithDict,), {"__slots__": ("__dict__",)})
raises(TypeError, "'int' object is not iterable", type, "X", (), {"__slots__": 5})
raises(TypeError, "__slots__ items must be strings, not 'int'", type, "X", (), {"__slots__": b"a"})


class IntEmpty(int):
    __slots__ = ()


class ListSlots(list):
    __slots__ = ("tag",)


class StrDict(str):
    __slots__ = ("__dict__",)


ls = ListSlots([1, 2])
ls.tag = "t"
assert IntEmpty(5) + 1 == 6 and ls == [1, 2] and ls.tag == "t" and not hasattr(ls, "__dict__")
sd = StrDict("q")
sd.k = 1
assert sd == "q" and sd.__dict__ == {"k": 1}
raises(AttributeError, "'IntEmpty' object has no attribute 'x' and no __dict__ for setting new attributes",
        setattr, IntEmpty(5), "x", 1)


class Default:
    __slots__ = ("v",)

    def __getattr__(self, n):
        return "default " + n


d = Default()
assert d.v == "default v"
d.v = 1
assert d.v == 1
class Private:
    __slots__ = ("__p", "_q")
    def __init__(self): self.__p = 1
assert Private()._Private__p == 1
total = 0
for i in range(1000):
    t = SubSlots()
    t.a, t.b, t.c = i, i * 2, t.a
    total += t.b + t.c - t.a
assert total == sum([i * 2 + 1 - i for i in range(1000)])
print("slots", total, repr(S.b))
