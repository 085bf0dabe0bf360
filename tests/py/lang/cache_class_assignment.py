"""Assigning __class__ of hot objects changes attribute, method, operator and property lookups; bad cases."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class A:
    tag = "A"

    def who(self):
        return "A.who"

    def __add__(self, o):
        return "A+"

    def __len__(self):
        return 1

    @property
    def p(self):
        return "A.p"


class B:
    tag = "B"

    def who(self):
        return "B.who"

    def __add__(self, o):
        return "B+"

    def __len__(self):
        return 2

    @property
    def p(self):
        return "B.p"


def ask(o):
    return o.tag, o.who(), o + 1, len(o), o.p


def hot(o, n=150):
    for _ in range(n):
        r = ask(o)
    return r


WANT = {"A": ("A", "A.who", "A+", 1, "A.p"), "B": ("B", "B.who", "B+", 2, "B.p")}
o = A()
o.extra = 1
assert hot(o) == WANT["A"]
o.__class__ = B
assert hot(o) == WANT["B"] and o.extra == 1 and type(o) is B and isinstance(o, B) and not isinstance(o, A)
o.__class__ = A
assert hot(o) == WANT["A"]
bound = o.who
o.__class__ = B
assert bound() == "A.who" and o.who() == "B.who"


def swap(o, n):
    out = []
    for i in range(n):
        o.__class__ = B if i % 3 == 0 else A
        out.append(ask(o)[0])
    return "".join(out)


assert swap(o, 300) == "BAA" * 100


class SelfSwitch:
    def next(self):
        self.__class__ = Switched
        return self.next2()

    def next2(self):
        return "first"


class Switched(SelfSwitch):
    def next2(self):
        return "second"


assert [SelfSwitch().next() for _ in range(100)] == ["second"] * 100


class S1:
    __slots__ = ("a", "b")


class S2:
    __slots__ = ("a", "b")


class S3:
    __slots__ = ("a",)


class WithDict(S1):
    pass


s = S1()
s.a = 5
s.__class__ = S2
assert s.a == 5 and type(s) is S2
raises(TypeError, "__class__ assignment: 'S3' object layout differs from 'S2'", setattr, s, "__class__", S3)
raises(TypeError, "__class__ assignment: 'WithDict' object layout differs from 'S2'", setattr, s, "__class__", WithDict)
raises(TypeError, "__class__ assignment: 'S1' object layout differs from 'A'", setattr, o, "__class__", S1)
raises(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses', setattr, o,
        "__class__", int)
raises(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses', setattr, 5,
        "__class__", bool)
raises(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses', setattr, [], "__class__", A)
raises(TypeError, "__class__ must be set to a class, not 'int' object", setattr, o, "__class__", 5)
raises(TypeError, "can't delete __class__ attribute", delattr, o, "__class__")
raises(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses', setattr, A,
        "__class__", type(5))


class Meta(type):
    def __repr__(cls):
        return "<meta " + cls.__name__ + ">"


class Meta2(type):
    def __repr__(cls):
        return "<meta2 " + cls.__name__ + ">"


class WithMeta(A, metaclass=Meta):
    pass


raises(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses', setattr, A,
        "__class__", Meta)
assert repr(WithMeta) == "<meta WithMeta>"
WithMeta.__class__ = Meta2
assert repr(WithMeta) == "<meta2 WithMeta>" and type(WithMeta) is Meta2 and hot(WithMeta()) == WANT["A"]


class L1(list):
    def total(self):
        return sum(self)


class L2(list):
    def total(self):
        return -sum(self)


x = L1([1, 2])
assert x.total() == 3
x.__class__ = L2
assert x.total() == -3 and x == [1, 2]


class Fake:
    """__class__ as a property lies to isinstance only."""

    @property
    def __class__(self):
        return int


f = Fake()
assert isinstance(f, int) and isinstance(f, Fake) and type(f) is Fake and f.__class__ is int
print("class assignment", swap(o, 6), ask(o))
