"""__class__ assignment: layouts that agree, slots, dicts, caches, modules, what is refused."""
import types


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class A:
    def __init__(self):
        self.x, self.y = 1, 2

    def name(self):
        return "A" + str(self.x)


class B:
    z = 5

    def name(self):
        return "B" + str(self.y)


class Many:
    def __init__(self):
        for i in range(40):
            setattr(self, "f%d" % i, i)


a = A()
names = []
for cls in (A, B, A, B):
    a.__class__ = cls
    names.append(a.name())
    a.x += 1
print(names, a.__dict__, a.z, type(a).__name__, isinstance(a, A))
m = Many()
m.__class__ = B
m.y = 7
assert m.f39 == 39 and m.name() == "B7" and len(vars(m)) == 41
b = B()
b.y = 3
b.__class__ = Many
b.extra = 1
assert vars(b) == {"y": 3, "extra": 1}
for i in range(50):
    setattr(b, "g%d" % i, i)
assert b.g49 == 49 and b.y == 3
b.__class__ = A
del b.y
print(attempt(getattr, b, "y"), len(vars(b)))


class S1:
    __slots__ = ("p", "q")


class S2:
    __slots__ = ("p", "q")


class S3:
    __slots__ = ("p",)


class S4(S1):
    __slots__ = ()


s = S1()
s.p, s.q = 1, 2
s.__class__ = S2
print(s.p, s.q, type(s).__name__)
s.__class__ = S1
s.__class__ = S4
print(type(s).__name__, s.q)
for obj, cls in ((S1(), S3), (A(), S1), (S1(), A), (1, bool), (A(), int), ([], A), (A(), 5), (A, B), (type("L", (list,), {})(), A)):
    print(type(obj).__name__, cls if isinstance(cls, int) else cls.__name__, attempt(setattr, obj, "__class__", cls))
print(attempt(delattr, A(), "__class__"))


class M(types.ModuleType):
    @property
    def answer(self):
        return len(self.__name__)


mod = types.ModuleType("modname")
mod.v = 1
mod.__class__ = M
print(mod.answer, mod.v, attempt(setattr, mod, "answer", 3), type(mod) is M)
mod.__class__ = types.ModuleType
print(attempt(getattr, mod, "answer"))
