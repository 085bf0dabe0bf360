"""enum: members with attributes, mixins with str and tuple, hashing in dicts and sets, copying, nested use, sorting, iteration."""
import copy
import enum
from enum import Enum, IntEnum, auto


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Level(str, Enum):
    LOW = "low"
    HIGH = "high"

    @property
    def weight(self):
        return {"low": 1, "high": 10}[self.value]

    def __lt__(self, o):
        return self.weight < o.weight


class Point(tuple, Enum):
    ORIGIN = (0, 0)
    UNIT = (1, 1)


class Op(Enum):
    ADD = "+"
    SUB = "-"
    MUL = "*"

    def __call__(self, a, b):
        return {"+": a + b, "-": a - b, "*": a * b}[self.value]

    @classmethod
    def parse(cls, text):
        return [cls(c) if c in "+-*" else int(c) for c in text.split()]

    @staticmethod
    def names():
        return [o.name for o in Op]


assert Level.LOW == "low" and Level.LOW.upper() == "LOW" and str(Level.LOW) == "Level.LOW"
assert f"{Level.HIGH}" == "Level.HIGH" and sorted([Level.HIGH, Level.LOW]) == [Level.LOW, Level.HIGH]
assert Level("high").weight == 10 and {"low": 1}[Level.LOW] == 1 and "".join([Level.LOW]) == "low"
assert Level.LOW in ("low",)
assert Point.UNIT == (1, 1) and Point.UNIT[0] == 1 and len(Point.ORIGIN) == 2
assert Point((0, 0)) is Point.ORIGIN and repr(Point.UNIT) == "<Point.UNIT: (1, 1)>"
a, op, b = Op.parse("3 * 4")
assert op(a, b) == 12 and Op.names() == ["ADD", "SUB", "MUL"] and [o(5, 2) for o in Op] == [7, 3, 10]
assert copy.copy(Op.ADD) is Op.ADD and copy.deepcopy([Op.ADD]) == [Op.ADD]
assert copy.deepcopy({Op.SUB: [Op.MUL]}) == {Op.SUB: [Op.MUL]} and Op.ADD.__reduce_ex__(2)[0] is not None
d = {o: i for i, o in enumerate(Op)}
assert d[Op.MUL] == 2 and {Op.ADD, Op.ADD, Op("+")} == {Op.ADD} and Op.ADD in d and "+" not in d
assert len(set(Op) | set(Level)) == 5


class Planet(Enum):
    A = 1, 2.5
    B = 3, 4.5

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @enum.property
    def density(self):
        return self.mass / self.radius


assert Planet.A.density == 0.4 and Planet.B.value == (3, 4.5) and Planet((1, 2.5)) is Planet.A


class Weekday(IntEnum):
    MON = auto()
    TUE = auto()
    WED = auto()

    def next(self):
        return Weekday(self % 3 + 1)


assert Weekday.WED.next() is Weekday.MON and Weekday.MON + 1 == 2 and [10, 20, 30, 40][Weekday.TUE] == 30
assert max(Weekday) is Weekday.WED and sum(Weekday) == 6 and Weekday.MON < 2 <= Weekday.TUE
assert sorted(Weekday, reverse=True)[0] == 3 and Weekday(2.0) is Weekday.TUE
assert list(range(Weekday.WED)) == [0, 1, 2] and Weekday.MON.to_bytes(1) == b"\1"
assert isinstance(Weekday.MON, int)
raises(ValueError, '9 is not a valid Weekday', Weekday, 9)
raises(ValueError, "'mid' is not a valid Level", Level, "mid")
raises(TypeError, "'<' not supported between instances of 'Op' and 'Op'", lambda: Op.ADD < Op.SUB)
raises(AttributeError, "<enum 'Enum'> cannot set attribute 'name'", setattr, Planet.A, "name", "x")
raises(TypeError, "<enum 'E'> cannot extend <enum 'Level'>", exec, "class E(Level): MID = 'm'")
raises(AttributeError, "'Op' object has no attribute 'nope'", lambda: Op.ADD.ADD.nope)


class State(Enum):
    IDLE, RUN, DONE = range(3)

    def step(self):
        match self:
            case State.IDLE:
                return State.RUN
            case State.RUN:
                return State.DONE
            case State.DONE:
                return State.IDLE


s, trace = State.IDLE, []
for _ in range(900):
    s = s.step()
    trace.append(s.value)
assert s is State.IDLE and trace[:3] == [1, 2, 0] and sum(trace) == 900
class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return (name, count, tuple(last))
    A = auto()
    B = auto()
assert Auto.B.value == ("B", 1, (("A", 0, ()),))
counts = {}
for i in range(1200):
    k = list(Op)[i % 3] if i % 2 else list(Level)[i % 4 // 2]
    counts[k] = counts.get(k, 0) + 1
assert sorted(counts.values()) == [200, 200, 200, 300, 300]
print("enum more", trace[:5], [str(k) for k in Op], Planet.B.density)
