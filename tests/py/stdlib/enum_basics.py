"""enum.Enum: members, values, names, aliases, auto, methods, lookup, iteration, comparison, functional API; errors."""
import enum
from enum import Enum, IntEnum, StrEnum, auto, unique, member, nonmember


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    BLUE = "b"

    def describe(self):
        return self.name.lower(), self.value

    @classmethod
    def favourite(cls):
        return cls.RED

    @property
    def hexa(self):
        return "#" + str(self.value)


assert repr(Color.RED) == "<Color.RED: 1>" and str(Color.RED) == "Color.RED" and f"{Color.RED}" == "Color.RED"
assert f"{Color.RED:>12}" == "   Color.RED" and Color.RED.name == "RED" and Color.RED.value == 1
assert Color(1) is Color.RED and Color["GREEN"] is Color.GREEN and Color.CRIMSON is Color.RED
assert Color.CRIMSON.name == "RED" and list(Color) == [Color.RED, Color.GREEN, Color.BLUE] and len(Color) == 3
assert Color("b") is Color.BLUE
assert Color.RED in Color and 1 in Color and 99 not in Color
assert list(Color.__members__) == ["RED", "GREEN", "CRIMSON", "BLUE"] and Color.RED is Color.RED
assert Color.RED != 1 and Color.RED == Color.CRIMSON and hash(Color.RED) == hash(Color.RED)
assert {Color.RED: "x"}[Color.CRIMSON] == "x" and isinstance(Color.RED, Color) and type(Color.RED) is Color
assert bool(Color.RED) and list(reversed(Color))[0] is Color.BLUE and Color.RED.describe() == ("red", 1)
assert Color.favourite() is Color.RED and Color.RED.hexa == "#1" and repr(Color) == "<enum 'Color'>"
assert Color.RED.__class__ is Color
raises(ValueError, '99 is not a valid Color', Color, 99)
raises(KeyError, "'PINK'", lambda: Color["PINK"])
raises(AttributeError, "type object 'Color' has no attribute 'PINK'", lambda: Color.PINK)
raises(AttributeError, "cannot reassign member 'RED'", setattr, Color, "RED", 5)
raises(AttributeError, "'Color' cannot delete member 'RED'.", delattr, Color, "RED")
raises(AttributeError, "<enum 'Enum'> cannot set attribute 'value'", setattr, Color.RED, "value", 5)
raises(TypeError, "'<' not supported between instances of 'Color' and 'Color'", lambda: Color.RED < Color.GREEN)
raises(TypeError, "<enum 'Sub'> cannot extend <enum 'Color'>", lambda: exec("class Sub(Color): pass"))
raises(TypeError, "EnumType.__call__() missing 1 required positional argument: 'value'", Color)
raises(TypeError, "unsupported operand type(s) for +: 'Color' and 'int'", lambda: Color.RED + 1)


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


class Words(Enum):
    def _generate_next_value_(name, start, count, last):
        return name.lower() + str(count)
    X = auto()
    Y = auto()


assert [a.value for a in Auto] == [1, 2, 10, 11] and [w.value for w in Words] == ["x0", "y1"]


class N(IntEnum):
    ONE = 1
    TWO = 2


class St(StrEnum):
    FOO = auto()
    BAR = "bar!"


assert N.ONE + 1 == 2 and N.ONE < N.TWO and N.ONE == 1 and type(N.ONE + N.TWO) is int and str(N.ONE) == "1"
assert repr(N.ONE) == "<N.ONE: 1>" and f"{N.TWO:03d}" == "002" and [10, 20, 30][N.TWO] == 30 and N(2) is N.TWO
assert isinstance(N.ONE, int) and {1: "v"}[N.ONE] == "v" and range(N.TWO) == range(2)
assert sorted([N.TWO, N.ONE])[0] is N.ONE
assert St.FOO == "foo" and St.BAR.upper() == "BAR!" and str(St.BAR) == "bar!" and f"{St.FOO}" == "foo"
assert repr(St.FOO) == "<St.FOO: 'foo'>" and "".join([St.FOO, "x"]) == "foox" and St("bar!") is St.BAR


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return 6.67430e-11 * self.mass / self.radius ** 2


assert round(Planet.EARTH.gravity, 2) == 9.8 and Planet.MARS.value == (6.421e23, 3.3972e6)
assert Planet((6.421e23, 3.3972e6)) is Planet.MARS


class New(Enum):
    def __new__(cls, v, label):
        obj = object.__new__(cls)
        obj._value_ = v * 10
        obj.label = label
        return obj
    A = (1, "first")
    B = (2, "second")


assert New(10) is New.A and New.B.label == "second" and New.A.value == 10


class Miss(Enum):
    A = "a"
    B = "b"

    @classmethod
    def _missing_(cls, v):
        if isinstance(v, str) and v.lower() in ("a", "b"):
            return cls(v.lower())
        return 5 if v == "bad" else None


assert Miss("A") is Miss.A
raises(TypeError, 'error in Miss._missing_: returned 5 instead of None or a valid member', Miss, "bad")
raises(ValueError, "'zzz' is not a valid Miss", Miss, "zzz")


class Kinds(Enum):
    A = 1
    _ignore_ = ["tmp"]
    tmp = 5
    func = lambda self: "method"
    wrapped = member(lambda: "called")
    plain = nonmember(42)

    class Inner:
        pass

    _private = 3
    __dunder__ = 4


assert [k.name for k in Kinds] == ['A', 'wrapped', '_private'] and Kinds.plain == 42
assert Kinds.A.func() == "method" and Kinds.wrapped.value() == "called" and Kinds.__dunder__ == 4
def dup():
    @unique
    class D(Enum):
        A = 1
        B = 1
        C = 1
raises(ValueError, "duplicate values found in <enum 'D'>: B -> A, C -> A", dup)
def redefine():
    class R(Enum):
        A = 1
        A = 2
raises(TypeError, "'A' already defined as 1", redefine)
F = Enum("F", "A B C")
G = Enum("G", [("X", 10), ("Y", 20)], module="mod", qualname="Q.G")
assert [f.value for f in F] == [1, 2, 3] and G.Y.value == 20 and G.__module__ == "mod"
assert repr(G.X) == "<G.X: 10>" and [h.value for h in IntEnum("H", {"P": 5})] == [5]
assert [e.value for e in Enum("E", "A B", start=7)] == [7, 8]
class Extra(Color.__mro__[1]):
    pass
assert issubclass(Extra, Enum) and len(Extra) == 0
match Color.GREEN:
    case Color.RED: got = 1
    case Color.GREEN: got = 2
assert got == 2
total = 0
for i in range(1500):
    c = Color((1, 2, "b")[i % 3])
    total += (c is Color.RED) + 2 * (c == Color.GREEN) + len(c.name) + N(1 + i % 2)
assert total == 9750
print("enum", total, list(Color), Auto.D)
