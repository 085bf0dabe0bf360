"""numbers: the abstract tower, registrations, mixin methods of Rational and Complex, a number class of one's own."""
import numbers
import operator
from decimal import Decimal
from fractions import Fraction
from numbers import Number, Complex, Real, Rational, Integral

VALUES = [1, True, 1.5, 1j, Fraction(1, 2), Decimal("1.5"), "1", None, 2 ** 100]
table = [[isinstance(v, c) for c in (Number, Complex, Real, Rational, Integral)] for v in VALUES]
assert table == [
    [True, True, True, True, True], [True, True, True, True, True], [True, True, True, False, False],
    [True, True, False, False, False], [True, True, True, True, False],
    [True, False, False, False, False], [False, False, False, False, False],
    [False, False, False, False, False], [True, True, True, True, True],
]
assert issubclass(Integral, Rational) and issubclass(Rational, Real) and issubclass(Real, Complex)
assert issubclass(Complex, Number) and issubclass(int, Integral) and issubclass(bool, Integral)
assert issubclass(float, Real) and not issubclass(float, Rational) and issubclass(Fraction, Rational)
assert not issubclass(Decimal, Real)
for c in (Complex, Real, Rational, Integral):
    try:
        c()
    except TypeError as e:
        assert str(e).startswith("Can't instantiate abstract class " + c.__name__ + " without an implementation for abstract methods '")
    else:
        raise AssertionError
assert sorted(Complex.__abstractmethods__) == [
    '__abs__', '__add__', '__complex__', '__eq__', '__mul__', '__neg__', '__pos__', '__pow__',
    '__radd__', '__rmul__', '__rpow__', '__rtruediv__', '__truediv__', 'conjugate', 'imag', 'real',
] and sorted(Integral.__abstractmethods__ - Rational.__abstractmethods__) == [
    '__and__', '__int__', '__invert__', '__lshift__', '__or__', '__rand__', '__rlshift__', '__ror__',
    '__rrshift__', '__rshift__', '__rxor__', '__xor__',
] and Number.__hash__ is None and Number.__slots__ == ()


class Mod7(Integral):
    """Integers modulo seven."""
    __slots__ = ("v",)

    def __init__(self, v):
        self.v = int(v) % 7

    def __int__(self):
        return self.v

    def __repr__(self):
        return "Mod7(%d)" % self.v

    def __eq__(self, o):
        return isinstance(o, Integral) and int(o) % 7 == self.v

    def __hash__(self):
        return hash(self.v)


def lift(op):
    def fwd(self, o):
        return Mod7(op(self.v, int(o))) if isinstance(o, Integral) else NotImplemented

    def rev(self, o):
        return Mod7(op(int(o), self.v)) if isinstance(o, Integral) else NotImplemented
    return fwd, rev


for name in ("add", "sub", "mul", "floordiv", "mod", "and", "or", "xor", "lshift", "rshift", "pow"):
    op = getattr(operator, name + "_" if name in ("and", "or") else name)
    fwd, rev = lift(op)
    setattr(Mod7, "__%s__" % name, fwd)
    setattr(Mod7, "__r%s__" % name, rev)
for name in ("neg", "pos", "abs", "invert"):
    setattr(Mod7, "__%s__" % name, (lambda op: lambda self: Mod7(op(self.v)))(getattr(operator, name)))
for name in ("lt", "le"):
    setattr(Mod7, "__%s__" % name, (lambda op: lambda self, o: op(self.v, int(o)))(getattr(operator, name)))
for name in ("trunc", "floor", "ceil"):
    setattr(Mod7, "__%s__" % name, lambda self: self.v)
Mod7.__round__ = lambda self, n=None: self.v
Mod7.__truediv__ = lambda self, o: self.v / int(o)
Mod7.__rtruediv__ = lambda self, o: int(o) / self.v
import abc
abc.update_abstractmethods(Mod7)
a, b = Mod7(5), Mod7(10)
assert a + b == 1 and a * b == 1 and a - b == 2 and 3 + a == 1 and -a == 2 and a ** 2 == 4 and a == 12
assert hash(a) == hash(5) and bool(Mod7(7)) is False and int(a) == 5 and a.real == 5 and a.imag == 0
assert a.conjugate() == 5 and a.numerator == 5 and a.denominator == 1 and float(a) == 5.0 and complex(a) == 5
assert operator.index(a) == 5 and [0, 1, 2, 3, 4, "five"][a] == "five" and range(a) == range(5)
assert divmod(a, b) == (Mod7(5 // 3), Mod7(2)) and 20 // a == 4 and hex(a) == "0x5"
assert isinstance(a, Integral) and isinstance(a, Number) and sum([a, b], Mod7(0)) == 1
assert sorted([Mod7(6), Mod7(2)]) == [Mod7(2), Mod7(6)] and a < Mod7(6) and a <= 5 and a + True == 6
try:
    a + 1.5
except TypeError as e:
    assert str(e) == "unsupported operand type(s) for +: 'Mod7' and 'float'"


class Half(Fraction):
    pass


assert isinstance(Half(1, 2), Rational) and float(Rational.__float__(Fraction(1, 4))) == 0.25
Number.register(str)
assert isinstance("x", Number) and not isinstance("x", Complex)
total = Mod7(0)
for i in range(1000):
    total = total * 3 + i
assert total == sum(pow(3, 999 - i, 7) * i for i in range(1000)) % 7
print("numbers", total, a, b)
