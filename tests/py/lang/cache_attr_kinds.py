"""One attribute site reading from instances, classes, modules, builtin types, slots, proxies, unions, functions, None."""
import math
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def get_x(o):
    return o.x


def call_m(o):
    return o.m()


class Inst:
    def __init__(self):
        self.x = "inst"

    def m(self):
        return "Inst.m"


class Cls:
    x = "cls"

    @classmethod
    def m(cls):
        return "Cls.m"


class Slot:
    __slots__ = ("x",)

    def __init__(self):
        self.x = "slot"

    @staticmethod
    def m():
        return "Slot.m"


class Prop:
    x = property(lambda self: "prop")
    m = property(lambda self: lambda: "Prop.m")


class Meta(type):
    x = property(lambda cls: "meta prop")

    def m(cls):
        return "Meta.m"


class WithMeta(metaclass=Meta):
    x = "hidden"


class Getattr:
    def __getattr__(self, n):
        return (lambda: "getattr " + n) if n == "m" else "getattr " + n


class Getattribute:
    def __getattribute__(self, n):
        return (lambda: "attribute " + n) if n == "m" else "attribute " + n


mod = types.ModuleType("mod")
mod.x, mod.m = "mod", lambda: "mod.m"
ns = types.SimpleNamespace(x="ns", m=lambda: "ns.m")


def func():
    pass


func.x, func.m = "func", lambda: "func.m"


class SubInst(Inst):
    pass


class IntSub(int):
    x = "intsub"

    def m(self):
        return "IntSub.m"


TABLE = [(Inst(), "inst", "Inst.m"), (Cls, "cls", "Cls.m"), (Cls(), "cls", "Cls.m"), (Slot(), "slot", "Slot.m"),
        (Prop(), "prop", "Prop.m"), (WithMeta, "meta prop", "Meta.m"), (Getattr(), "getattr x", "getattr m"),
        (Getattribute(), "attribute x", "attribute m"), (mod, "mod", "mod.m"), (ns, "ns", "ns.m"),
        (func, "func", "func.m"), (SubInst(), "inst", "Inst.m"), (IntSub(5), "intsub", "IntSub.m"),
        (super(SubInst, SubInst()), None, "Inst.m")]
for _ in range(100):
    for o, x, m in TABLE:
        if x is not None:
            assert get_x(o) == x
        assert call_m(o) == m
for o, x, m in TABLE:
    for _ in range(100):
        assert x is None or get_x(o) == x
    for _ in range(100):
        assert call_m(o) == m
for bad in (5, None, "s", [], {}, len, int, 1.5, object(), (), ..., range(3), mod.__dict__, type, WithMeta()):
    if bad.__class__ is WithMeta:
        assert get_x(bad) == "hidden"
        continue
    for _ in range(5):
        try:
            get_x(bad)
        except AttributeError as e:
            text = str(e)
        else:
            raise AssertionError(bad)
    print(text.replace(repr(bad), "...") if "0x" in text else text)


def builtin_attrs(n):
    t = 0
    for i in range(n):
        t += i.real + i.numerator - (i * 1.0).imag + "abc".find("c") + [1,
                2].index(2) + math.floor(math.pi) + (1j).imag + i.bit_length.__self__
    return t


assert builtin_attrs(300) == sum(3 * i + 2 + 1 + 3 + 1 for i in range(300))


def set_x(o, v):
    o.x = v


targets = [Inst(), Slot(), mod, ns, func, Cls, SubInst(), IntSub(1)]
for k in range(100):
    for o in targets:
        set_x(o, k)
        assert get_x(o) == k
for bad in (5, None, "s", [], int, len, Prop(), object(), (), WithMeta):
    try:
        set_x(bad, 1)
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, str(e).replace(repr(bad), "..."))
    else:
        raise AssertionError(bad)
o = Inst()
for i in range(500):
    o.x = i if i % 2 else str(i)
    assert get_x(o) == (i if i % 2 else str(i))
    o.deep = o
    assert o.deep.deep.deep.x is o.x
print("attr kinds", len(TABLE), builtin_attrs(10))
