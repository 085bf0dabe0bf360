"""abc: abstract methods and properties, registration, subclass hooks, caches, instantiation errors, update."""
import abc
from abc import ABC, ABCMeta, abstractmethod


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Shape(ABC):
    @abstractmethod
    def area(self):
        return "base area"

    @property
    @abstractmethod
    def name(self): ...

    @classmethod
    @abstractmethod
    def make(cls): ...

    @staticmethod
    @abstractmethod
    def st(): ...

    def concrete(self):
        return "concrete " + str(self.area())


class Half(Shape):
    def area(self):
        return 5


class Full(Half):
    name = "full"

    @classmethod
    def make(cls):
        return cls()

    @staticmethod
    def st():
        return "st"

    def area(self):
        return super().area() + 1


assert Shape.__abstractmethods__ == {"area", "name", "make", "st"}
assert Half.__abstractmethods__ == {"name", "make", "st"} and Full.__abstractmethods__ == frozenset()
assert Full.make().concrete() == "concrete 6" and Full().name == "full" and Shape.area.__isabstractmethod__
assert Shape.__dict__["make"].__isabstractmethod__ and type(Shape) is ABCMeta
raises(TypeError, "Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'make', 'name', 'st'",
        Shape)
raises(TypeError, "Can't instantiate abstract class Half without an implementation for abstract methods 'make', 'name', 'st'",
        Half)


class One(ABC):
    @abstractmethod
    def only(self): ...


raises(TypeError, "Can't instantiate abstract class One without an implementation for abstract method 'only'", One)
raises(TypeError, "Can't instantiate abstract class One without an implementation for abstract method 'only'",
        lambda: object.__new__(One))
One.only = lambda self: "patched"
raises(TypeError, "Can't instantiate abstract class One without an implementation for abstract method 'only'", One)
abc.update_abstractmethods(One)
assert One().only() == "patched"


class Reg(ABC):
    pass


class Foreign:
    pass


class ForeignSub(Foreign):
    pass


assert not issubclass(Foreign, Reg) and Reg.register(Foreign) is Foreign and issubclass(Foreign, Reg)
assert isinstance(ForeignSub(), Reg) and issubclass(ForeignSub, Reg) and Foreign.__mro__ == (Foreign, object)
assert not issubclass(Reg, Foreign)


@Reg.register
class Deco:
    pass


class SubReg(Reg):
    pass


SubReg.register(int)
assert isinstance(Deco(), Reg) and issubclass(int, Reg) and issubclass(bool, Reg) and isinstance(True, SubReg)
assert not isinstance("a", Reg)
raises(RuntimeError, 'Refusing to create an inheritance cycle', SubReg.register, Reg)
raises(TypeError, 'Can only register classes', Reg.register, 5)
raises(TypeError, 'issubclass() arg 1 must be a class', issubclass, 5, Reg)


class Hook(ABC):
    calls = 0

    @classmethod
    def __subclasshook__(cls, c):
        if cls is Hook:
            Hook.calls += 1
            if any("quack" in b.__dict__ for b in c.__mro__):
                return True
            if c.__name__ == "Never":
                return False
        return NotImplemented


class Duck:
    def quack(self): pass


class Never:
    pass


class Late:
    pass


assert isinstance(Duck(), Hook) and not issubclass(Never, Hook) and not issubclass(Late, Hook)
n = Hook.calls
for _ in range(100):
    assert isinstance(Duck(), Hook) and not isinstance(Never(), Hook)
assert Hook.calls == n
Hook.register(Late)
assert issubclass(Late, Hook) and not issubclass(Never, Hook)
class BadHook(ABC):
    @classmethod
    def __subclasshook__(cls, c): return 5
raises(AssertionError, '__subclasshook__ must return either False, True, or NotImplemented', issubclass, int, BadHook)


class Lying:
    @property
    def __class__(self):
        return Duck


assert isinstance(Lying(), Hook)


class Mixin(ABC):
    @abstractmethod
    def go(self): ...

    def run(self):
        return [self.go() for _ in range(2)]


class Impl:
    def go(self):
        return "went"


class Both(Impl, Mixin):
    pass


class Wrong(Mixin, Impl):
    pass


assert Both().run() == ["went", "went"]
raises(TypeError, "Can't instantiate abstract class Wrong without an implementation for abstract method 'go'", Wrong)
class Meta2(ABCMeta):
    pass
class WithKw(metaclass=Meta2):
    @abstractmethod
    def x(self): ...
raises(TypeError, "Can't instantiate abstract class WithKw without an implementation for abstract method 'x'", WithKw)
class Prop(ABC):
    @property
    def p(self): return 1
    @p.setter
    @abstractmethod
    def p(self, v): ...
raises(TypeError, "Can't instantiate abstract class Prop without an implementation for abstract method 'p'", Prop)
class PropOk(Prop):
    @Prop.p.setter
    def p(self, v): pass
assert PropOk().p == 1 and abc.get_cache_token() >= 0
import inspect
assert inspect.isabstract(Shape) and not inspect.isabstract(Full)
total = 0
kinds = [type("K%d" % i, (Half if i % 2 else Full,), {}) for i in range(60)]
for k in kinds:
    try:
        total += k().area()
    except TypeError:
        total += 100
    total += issubclass(k, Shape) + isinstance(5, Reg)
assert total == 30 * 6 + 30 * 100 + 120
print("abc", total, sorted(Half.__abstractmethods__), Hook.calls == n + 1)
