"""enum: members, aliases, auto, Flag, IntEnum, StrEnum, unique, functional API, errors."""
import enum
from enum import CONFORM, Enum, EnumCheck, Flag, IntEnum, IntFlag, StrEnum, auto, nonmember, unique, verify


def raises(kind, text, call, *args):
    try:
        call(*args)
    except kind as error:
        assert text is None or str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{call} did not raise")


class Colour(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def lower(self):
        return self.name.lower()


assert repr(Colour.RED) == "<Colour.RED: 1>" and str(Colour.RED) == "Colour.RED" and Colour.CRIMSON is Colour.RED
assert Colour(2) is Colour.GREEN and Colour["RED"].value == 1 and list(Colour) == [Colour.RED, Colour.GREEN] and len(Colour) == 2
assert list(Colour.__members__) == ["RED", "GREEN", "CRIMSON"] and Colour.GREEN.lower() == "green" and Colour.RED in Colour and 2 in Colour and 9 not in Colour
assert isinstance(Colour.RED, Colour) and hash(Colour.RED) == hash("RED") and Colour.RED != 1 and {Colour.RED: "r"}[Colour.CRIMSON] == "r"
raises(ValueError, "9 is not a valid Colour", Colour, 9)
raises(KeyError, "'BLUE'", lambda: Colour["BLUE"])
raises(AttributeError, "cannot reassign member 'RED'", setattr, Colour, "RED", 5)


def extend():
    class More(Colour):
        BLUE = 3


raises(TypeError, "<enum 'More'> cannot extend <enum 'Colour'>", extend)
raises(TypeError, "'<' not supported between instances of 'Colour' and 'Colour'", lambda: Colour.RED < Colour.GREEN)


class Number(IntEnum):
    ONE = auto()
    TWO = auto()
    TEN = 10
    ELEVEN = auto()


assert Number.ELEVEN == 11 and Number.TWO + 1 == 3 and str(Number.TWO) == "2" and f"{Number.TEN:>4}" == "  10" and Number.ONE < Number.TWO and repr(Number.ONE) == "<Number.ONE: 1>"


class Word(StrEnum):
    HELLO = auto()
    BYE = "bye!"


assert Word.HELLO == "hello" and str(Word.BYE) == "bye!" and Word.BYE.upper() == "BYE!" and isinstance(Word.HELLO, str)


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


assert Perm.RW.value == 3 and repr(Perm.R | Perm.X) == "<Perm.R|X: 5>" and Perm.R in Perm.RW and list(Perm.RW) == [Perm.R, Perm.W] and ~Perm.R == Perm.W | Perm.X
assert bool(Perm(0)) is False and repr(Perm(0)) == "<Perm: 0>" and Perm.RW & Perm.W is Perm.W and Perm.RW ^ Perm.R is Perm.W and len(Perm.RW) == 2 and list(Perm) == [Perm.R, Perm.W, Perm.X]
raises(ValueError, None, Perm, 8)


class Bits(IntFlag):
    A = 1
    B = 2


assert Bits.A | 4 == 5 and (Bits.A | Bits.B).name == "A|B" and Bits(7).value == 7 and (Bits.A | 8) & 8 == 8


def duplicate():
    @unique
    class Twice(Enum):
        A = 1
        B = 1


raises(ValueError, "duplicate values found in <enum 'Twice'>: B -> A", duplicate)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return 6.67e-11 * self.mass / self.radius**2

    @classmethod
    def _missing_(cls, value):
        return cls.MARS if value == "red" else None

    label = nonmember("x")


assert round(Planet.EARTH.gravity, 2) == 9.81 and Planet("red") is Planet.MARS and Planet.label == "x"
Animal = Enum("Animal", "CAT DOG", start=5)
assert Animal.DOG.value == 6 and Animal.__module__ == __name__ and [m.name for m in Animal] == ["CAT", "DOG"]
Auto = Enum("Auto", [("A", 1), ("B", "b")])
assert Auto("b") is Auto.B


class Custom(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return name.title() + str(count)

    FIRST = auto()
    SECOND = auto()


assert Custom.SECOND.value == "Second1"
match Colour(1):
    case Colour.GREEN:
        assert False
    case Colour.RED:
        pass
print("enum", list(Colour), list(Perm), Number.TEN.__class__.__mro__[1].__name__, dir(Colour.RED)[:3])
