"""__init_subclass__, __set_name__, __mro_entries__, __class_getitem__, class keywords; order and exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        log.append((cls.__name__, key))
        cls.registry[key or cls.__name__] = cls


class P1(Plugin):
    pass


class P2(Plugin, key="two"):
    pass


class P3(P2, key="three"):
    pass


assert log == [("P1", None), ("P2", "two"), ("P3", "three")]
assert Plugin.registry == {"P1": P1, "two": P2, "three": P3}


def bad_key():
    class P(Plugin, wrong=1):
        pass


raises(TypeError, 'bad_key.<locals>.P.__init_subclass__() takes no keyword arguments', bad_key)


def plain_key():
    class P(x=1):
        pass


raises(TypeError, 'plain_key.<locals>.P.__init_subclass__() takes no keyword arguments', plain_key)


class Desc:
    def __set_name__(self, owner, name):
        log.append((owner.__name__, name))
        self.name = name

    def __get__(self, obj, owner):
        return self.name if obj is None else obj.__dict__.get(self.name, "default of " + self.name)

    def __set__(self, obj, v):
        obj.__dict__[self.name] = ("set", v)


log.clear()


class Base:
    def __init_subclass__(cls):
        log.append("init_subclass " + cls.__name__)


class U(Base):
    a = Desc()
    b = c = Desc()
    a2 = a if isinstance(a, str) else Desc()


assert log == [('U', 'a'), ('U', 'b'), ('U', 'c'), ('U', 'a2'), 'init_subclass U']
u = U()
u.a = 5
assert (u.a, u.b, U.c) == (("set", 5), "default of c", "c")
U.late = Desc()
raises(AttributeError, "'Desc' object has no attribute 'name'", lambda: U.late)


class BadName:
    def __set_name__(self, owner, name):
        1 / 0


def bad_set_name():
    class X:
        attr = BadName()


try:
    bad_set_name()
except ZeroDivisionError as e:
    assert e.__notes__ == ["Error calling __set_name__ on 'BadName' instance 'attr' in 'X'"]


class Alias:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, orig):
        log.append(len(orig))
        return self.bases


class M(Alias(Base)):
    pass


assert M.__bases__ == (Base,) and len(M.__orig_bases__) == 1 and type(M.__orig_bases__[0]) is Alias


class Empty(Alias()):
    pass


assert Empty.__bases__ == (object,)


class BadEntries:
    def __mro_entries__(self, b):
        return [object]


def bad_entries():
    class X(BadEntries()):
        pass


raises(TypeError, '__mro_entries__ must return a tuple', bad_entries)


def int_base():
    class X(5):
        pass


raises(TypeError, 'int expected at most 2 arguments, got 3', int_base)
raises(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()", lambda: type("X", (Alias(Base),), {}))


class G:
    def __class_getitem__(cls, k):
        return (cls.__name__, k)


class GSub(G):
    pass


assert G[int] == ("G", int) and GSub[1, 2] == ("GSub", (1, 2)) and GSub[1:2] == ("GSub", slice(1, 2))
raises(TypeError, "'G' object is not subscriptable", lambda: G()[0])
raises(TypeError, "type 'Base' is not subscriptable", lambda: Base[0])


class X3:
    def f(self):
        return __class__

    y = 1
    assert __qualname__ == "X3" and __module__ == "__main__"
    __slots__ = ()
    __static = 5

    def get(self):
        return self.__static


assert X3().f() is X3 and X3().get() == 5 and X3._X3__static == 5 and X3.__firstlineno__ > 100
assert X3.__static_attributes__ == ()


class StaticAttrs:
    def __init__(self):
        self.b = 1
        self.a, self.c = 2, 3

    def m(self, other):
        self.d += 1
        other.e = 1
        (lambda: self.f)()


assert sorted(StaticAttrs.__static_attributes__) == ['a', 'b', 'c']
class Outer:
    class Inner(Base):
        def m(self): pass
    lam = lambda: 0
assert Outer.Inner.m.__qualname__ == "Outer.Inner.m" and Outer.lam.__qualname__ == "Outer.<lambda>"
made = [type("T%d" % i, (Plugin,), {"v": i}, key=i) for i in range(100)]
assert all(Plugin.registry[i].v == i for i in range(1, 100)) and Plugin.registry["T0"].v == 0
assert len(Plugin.__subclasses__()) >= 102
print("hooks", log[:4], len(Plugin.registry))
