"""super(): bare, explicit, in class and static methods, in closures and comprehensions, rebound, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Base:
    def hello(self):
        return ["Base"]

    @classmethod
    def make(cls):
        return [cls.__name__]

    @property
    def prop(self):
        return "base prop"


class Left(Base):
    def hello(self):
        return ["Left"] + super().hello()

    @classmethod
    def make(cls):
        return ["Left"] + super().make()


class Right(Base):
    def hello(self):
        return ["Right"] + super(Right, self).hello()


class Bottom(Left, Right):
    def hello(self):
        return ["Bottom"] + super().hello()

    @property
    def prop(self):
        return "bottom " + super().prop

    def in_lambda(self):
        return (lambda: super().hello())()

    def in_comp(self):
        return [super(Bottom, self).hello() for _ in range(1)][0], [super().hello() for _ in range(1)][0]

    def in_nested(self):
        def g(me):
            return super().hello()
        return g(self)

    def cls_cell(self):
        return __class__

    @staticmethod
    def static():
        return super().hello()


b = Bottom()
assert b.hello() == ["Bottom", "Left", "Right", "Base"]
assert Bottom.make() == ["Left", "Bottom"] and b.prop == "bottom base prop"
assert b.cls_cell() is Bottom
assert b.in_nested() == ["Left", "Right", "Base"]
assert b.in_comp() == (["Left", "Right", "Base"],) * 2
raises(RuntimeError, 'super(): no arguments', b.in_lambda)
raises(RuntimeError, 'super(): no arguments', b.static)
raises(TypeError, 'super() argument 1 must be a type, not int', super, 5)
raises(TypeError, 'super(type, obj): obj (instance of int) is not an instance or subtype of type (Left).', super, Left, 5)
raises(TypeError, 'super(type, obj): obj (instance of Base) is not an instance or subtype of type (Left).', super, Left, Base())
raises(AttributeError, "'super' object has no attribute 'nothing'", lambda: super(Left, b).nothing)
raises(RuntimeError, 'super(): __class__ cell not found', super)

sup = super(Left, b)
assert sup.__thisclass__ is Left and sup.__self__ is b and sup.__self_class__ is Bottom
assert sup.hello() == ["Right", "Base"]
assert super(Left, Bottom).hello(b) == ["Right", "Base"]


class DelArg:
    def m(self):
        del self
        return super()

    def rebind(self, other):
        self = other
        return super().__repr__ is not None, super().__self__


raises(RuntimeError, 'super(): arg[0] deleted', DelArg().m)
d2 = DelArg()
assert DelArg().rebind(d2)[1] is d2

# `super` itself may be shadowed; the bases may change while calls are hot.
def hot(o, n):
    for _ in range(n):
        r = o.hello()
    return r


class P1:
    def hello(self): return "P1"


class P2:
    def hello(self): return "P2"


class Child(P1):
    def hello(self):
        return "Child>" + super().hello()


c = Child()
assert hot(c, 300) == "Child>P1"
Child.__bases__ = (P2,)
assert hot(c, 300) == "Child>P2"
P2.hello = lambda self: "P2 new"
assert hot(c, 300) == "Child>P2 new"
class FakeSuper:
    def hello(self): return "fake"
super = FakeSuper
assert hot(c, 300) == "Child>fake"
del super
assert hot(c, 1) == "Child>P2 new"
class Later:
    def who(self):
        return __class__.__name__
copied = type("Copied", (), dict(who=Later.who))
assert copied().who() == "Later"
print("super", b.hello(), hot(c, 2))
