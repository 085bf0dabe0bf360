"""Methods called through classes and `super()` are remembered until a class changes."""


class A:
    def plain(self, x):
        return "A.plain", x

    @staticmethod
    def static(x):
        return "A.static", x

    @classmethod
    def cls_method(cls, x):
        return cls.__name__, x

    value = len


class B(A):
    def plain(self, x):
        return "B", super().plain(x)

    @classmethod
    def cls_method(cls, x):
        return "B", super().cls_method(x)


def through(c):
    return c.plain("self", 1), c.static(2), c.cls_method(3), c.value("four")


def on_instance(o):
    return o.plain(1)


for _ in range(3):
    print(through(A), through(A), on_instance(B()), B.cls_method(5))
print(through(B)[1:] if False else B.static(1), B.value("xy"))

A.static = staticmethod(lambda x: ("replaced", x))
A.cls_method = classmethod(lambda cls, x: ("class replaced", cls.__name__, x))
A.plain = lambda self, x: ("plain replaced", x)
print(through(A), on_instance(B()), B.cls_method(5))

# The wrapper is the same object with another callable inside.
wrapper = A.__dict__["static"]
wrapper.__init__(lambda x: ("inside", x))
A.__dict__["cls_method"].__init__(lambda cls, x: ("class inside", x))
print(through(A))


# A metaclass that gets in the way.
class Meta(type):
    def plain(cls, x):
        return "meta", x

    def __getattribute__(cls, name):
        if name == "magic":
            return lambda: "meta magic"
        return super().__getattribute__(name)


class WithMeta(metaclass=Meta):
    @staticmethod
    def magic():
        return "class magic"


class Plain:
    @staticmethod
    def magic():
        return "plain magic"


def magic(c):
    return c.magic()


print(magic(Plain), magic(Plain), magic(WithMeta), magic(Plain), WithMeta.plain(1))


# An instance attribute hides the method, a class attribute does not hide a property.
class I:
    def m(self):
        return "class"


def call_m(o):
    return o.m()


i, j = I(), I()
print(call_m(i), call_m(i), call_m(j))
i.m = lambda: "instance"
print(call_m(i), call_m(j))
del i.m
print(call_m(i))
I.m = lambda self: "new"
print(call_m(i), call_m(j))


# super: changes of the class, of the bases, of the object's class.
class Root:
    def f(self):
        return "Root"


class Left(Root):
    def f(self):
        return "Left", super().f()


class Right(Root):
    def f(self):
        return "Right", super().f()


class Both(Left, Right):
    def f(self):
        return "Both", super().f()


l, b = Left(), Both()
for o in (l, l, b, b, l, b):
    print(o.f())
Root.f = lambda self: "Root changed"
print(l.f(), b.f())
del Right.f
print(b.f())
Both.__bases__ = (Left,)
print(b.f())
l.__class__ = Right
print(l.f())


class Strange:
    def f(self):
        return super().f()


s = Strange()
for _ in range(2):
    try:
        s.f()
    except AttributeError as e:
        print(e)


# A name `super` that is not the builtin.
def fake():
    class super:
        def __init__(self, *args):
            pass

        def f(self):
            return "fake super"

    class K(Root):
        def f(self):
            return super().f()

    return K().f()


print(fake(), fake())


# super in a class method and with a subclass of super.
class Up:
    @classmethod
    def make(cls):
        return "Up", cls.__name__

    @property
    def p(self):
        return "Up.p"


class Down(Up):
    @classmethod
    def make(cls):
        return super().make()

    @property
    def p(self):
        return super().p + "!"


class Further(Down):
    pass


for c in (Down, Down, Further, Down):
    print(c.make(), c().p)
