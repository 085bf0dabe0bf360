"""enum.Flag and IntFlag: operators, composites, boundaries, iteration, containment, repr, auto values, verify; errors."""
import enum
from enum import Flag, IntFlag, auto, verify, UNIQUE, CONTINUOUS, NAMED_FLAGS, STRICT, CONFORM, EJECT, KEEP


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


assert [p.value for p in P] == [1, 2, 4] and P.RW.value == 3 and P.R | P.W is P.RW and repr(P.R) == "<P.R: 1>"
assert repr(P.R | P.X) == "<P.R|X: 5>" and str(P.R | P.X) == "P.R|X" and repr(P(0)) == "<P: 0>"
assert str(P(0)) == "P(0)" and P.R in P.RW and P.X not in P.RW and P.RW & P.W is P.W and P.RW ^ P.R is P.W
assert ~P.R == P.W | P.X and bool(P(0)) is False and bool(P.R) and len(P.RW) == 2
assert list(P.R | P.X) == [P.R, P.X] and P(5) == P.R | P.X and (P.R | P.X).name == "R|X" and P(0).name is None
assert P(7) == ~P(0) and len(P) == 3 and hash(P(5)) == hash(P.R | P.X) and P["RW"] is P.RW
raises(ValueError, "<flag 'P'> invalid value 8\n    given 0b0 1000\n  allowed 0b0 0111", P, 8)
raises(TypeError, "unsupported operand type(s) for |: 'P' and 'int'", lambda: P.R | 1)
raises(TypeError, "'<' not supported between instances of 'P' and 'P'", lambda: P.R < P.W)
raises(TypeError, "unsupported operand type(s) for 'in': 'int' and 'P'", lambda: 1 in P.R)
assert 1 in P and 8 not in P and not P.R == 1


class I(IntFlag):
    A = 1
    B = 2
    C = 8


assert I.A | 4 == 5 and type(I.A | I.B) is I and type(I.A | 4) is I and repr(I.A | 4) == "<I.A|4: 5>" and I.A + 1 == 2 and type(I.A + 1) is int and I(16) == 16 and str(I.A) == "1" and f"{I.B:03}" == "002" and ~I.A == -2 & (1 | 2 | 8) or I.B in ~I.A
assert I.A & 1 is I.A and I.C in (I.A | I.C) and list(I.A | I.C) == [I.A, I.C] and int(I.C) == 8 and I.A < I.B
assert (I.A ^ I.A) == 0 and I["C"] is I.C and repr(I(0)) == "<I: 0>" and repr(I(32)) == "<I: 32>"
assert repr(~I.A) == '<I.B|C|4: 14>' and int(~I.A) == 14 and repr(I(-1)) == '<I.A|B|C|4: 15>'


class Strict(Flag, boundary=STRICT):
    A = 1
    B = 4


class Conform(Flag, boundary=CONFORM):
    A = 1
    B = 4


class Eject(Flag, boundary=EJECT):
    A = 1
    B = 4


class Keep(Flag, boundary=KEEP):
    A = 1
    B = 4


assert Conform(7) == Conform.A | Conform.B and Eject(7) == 7 and type(Eject(7)) is int
assert repr(Keep(7)) == "<Keep.A|B|2: 7>" and Keep(7).value == 7
raises(ValueError, "<flag 'Strict'> invalid value 7\n    given 0b0 111\n  allowed 0b0 101", Strict, 7)


def bad(*checks, **members):
    ns = enum.EnumType.__prepare__("V", (enum.IntEnum,))
    for k, v in members.items():
        ns[k] = v
    return lambda: verify(*checks)(enum.EnumType("V", (enum.IntEnum,), ns))


raises(ValueError, "invalid enum 'V': missing values 2", bad(CONTINUOUS, A=1, B=3))
raises(ValueError, "aliases found in <enum 'V'>: B -> A", bad(UNIQUE, A=1, B=1))
def named():
    @verify(NAMED_FLAGS)
    class V(Flag):
        A = 1
        AC = 5
raises(ValueError, "invalid Flag 'V': alias AC is missing value 0x4 [use enum.show_flag_values(value) for details]", named)
class Zero(Flag):
    NONE = 0
    A = 1
assert repr(Zero.NONE) == "<Zero.NONE: 0>" and list(Zero) == [Zero.A] and Zero(0) is Zero.NONE
assert not Zero.NONE
class Weird(Flag):
    A = auto()
    B = 0b1000
    C = auto()
assert Weird.C.value == 16
perm = P(0)
for i in range(600):
    perm ^= (P.R, P.W, P.X)[i % 3]
    if i % 7 == 0:
        perm |= P.RW
    if perm & P.X and i % 5 == 0:
        perm &= ~P.W
assert repr(perm) == '<P: 0>'
count = sum(len(P(v)) for v in range(8))
assert count == 12
assert [str(P(v)) for v in range(8)] == ['P(0)', 'P.R', 'P.W', 'P.RW', 'P.X', 'P.R|X', 'P.W|X', 'P.R|W|X']
@enum.global_enum
class Glob(IntFlag):
    GA = 1
    GB = 2
assert GA is Glob.GA and repr(Glob.GA) == "__main__.GA" and str(Glob.GA | Glob.GB) == '3'
class Simple(enum.IntEnum):
    @enum.property
    def value(self): return "fake"
    X = 1
assert Simple.X == 1 and Simple.X._value_ == 1
print("flags", perm, count, repr(I.A | I.B))
