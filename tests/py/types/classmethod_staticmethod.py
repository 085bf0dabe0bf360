"""classmethod and staticmethod: binding, inheritance, attributes, nesting, calling through instances and super()."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class A:
    count = 0

    @classmethod
    def make(cls, *a, **k):
        """Makes."""
        cls.count += 1
        return cls, a, k

    @staticmethod
    def static(*a, **k):
        """Static."""
        return a, k

    @classmethod
    def chain(cls):
        return [cls.__name__]


class B(A):
    @classmethod
    def chain(cls):
        return super().chain() + ["B"]

    @staticmethod
    def static(x):
        return "B" + str(A.static(x))


assert A.make(1, k=2) == (A, (1,), {"k": 2}) and A().make() == (A, (), {}) and B.make()[0] is B
assert B().make()[0] is B and (A.count, B.count, B.__dict__["count"]) == (2, 4, 4)
assert A.static(1, k=2) == ((1,), {"k": 2}) and A().static(3) == ((3,), {}) and B.static(5) == "B((5,), {})"
assert B.chain() == ["B", "B"] and A.chain() == ["A"] and B().chain() == ["B", "B"]
assert A.make.__self__ is A and B.make.__self__ is B and A.make.__func__ is B.make.__func__
assert A.make.__name__ == "make" and A.make.__doc__ == "Makes." and A.static.__doc__ == "Static."
assert A.make == A.make and A.make != B.make and A.make is not A.make and A.static is A.static
cm, sm = A.__dict__["make"], A.__dict__["static"]
assert type(cm) is classmethod and type(sm) is staticmethod and cm.__func__ is cm.__wrapped__
assert sm.__func__ is A.static and cm.__name__ == "make" and sm.__qualname__ == "A.static"
assert cm.__doc__ == "Makes." and sm(1) == ((1,), {})
assert repr(sm).startswith("<staticmethod(<function A.static at 0x")
assert repr(cm).startswith("<classmethod(<function A.make at 0x")
cm.extra = 5
assert cm.extra == 5 and cm.__dict__["extra"] == 5 and cm.__isabstractmethod__ is False
raises(TypeError, "'classmethod' object is not callable", lambda: cm())
raises(TypeError, "'int' object is not callable", lambda: classmethod(5).__get__(1)())
raises(TypeError, 'classmethod expected 1 argument, got 0', classmethod)
raises(TypeError, 'staticmethod expected 1 argument, got 0', staticmethod)
raises(TypeError, 'classmethod expected 1 argument, got 2', classmethod, len, len)
raises(TypeError, 'classmethod() takes no keyword arguments', lambda: classmethod(f=len))
raises(TypeError, "A.make() missing 1 required positional argument: 'cls'", A.make.__func__)
raises(TypeError, "B.static() missing 1 required positional argument: 'x'", lambda: B.static())


class Odd:
    not_callable = classmethod(5)
    builtin = classmethod(len)
    sbuiltin = staticmethod(len)
    lam = classmethod(lambda cls: cls.__name__)
    cls_of = classmethod(type)
    sval = staticmethod(7)
    prop = property(classmethod(lambda cls: 1).__get__(None, int))


assert Odd.lam() == "Odd" and Odd.sbuiltin([1]) == 1 and Odd().sbuiltin("ab") == 2 and Odd.cls_of() is type
assert Odd.sval == 7
raises(TypeError, "object of type 'type' has no len()", Odd.builtin)
raises(TypeError, 'Odd.<lambda>() takes 1 positional argument but 2 were given', lambda: Odd().prop)


class Desc:
    def __get__(self, obj, owner):
        return ("desc", obj, owner)


class Wrap:
    d = classmethod(Desc())
    p = classmethod(property(lambda cls: "no longer chained"))


raises(TypeError, "'Desc' object is not callable", lambda: Wrap.d())


class Alt:
    def __init__(self, v):
        self.v = v

    @classmethod
    def from_text(cls, t):
        return cls(int(t))

    @classmethod
    def __class_getitem__(cls, k):
        return (cls, k)

    @staticmethod
    def __new__(cls, *a):
        return object.__new__(cls)


class AltSub(Alt):
    def __init__(self, v):
        super().__init__(v * 2)


assert Alt.from_text("5").v == 5 and AltSub.from_text("5").v == 10 and type(AltSub.from_text("1")) is AltSub
assert Alt[1] == (Alt, 1) and AltSub[2] == (AltSub, 2)
total = 0
for i in range(1000):
    total += A.static(i)[0][0] + Alt.from_text(str(i)).v + (B if i % 2 else A).make(i)[1][0]
assert total == 3 * 499500 and A.count + B.count > 1000
A.make = staticmethod(lambda *a: ("now static", a))
assert [A.make(1) for _ in range(50)] == [("now static", (1,))] * 50 and B().make() == ("now static", ())
A.static = classmethod(lambda cls, *a: (cls.__name__, a))
assert A.static(1) == ("A", (1,)) and A().static() == ("A", ())
print("class/static", total, B.chain(), AltSub.from_text("21").v)
