"""fractions.Fraction: construction, arithmetic with every number, comparison, hash, rounding, format, parsing; errors."""
from fractions import Fraction as F
from decimal import Decimal
import math


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert F(3, 6) == F(1, 2) and F(-3, -6) == F(1, 2) and F(3, -6).numerator == -1 and F() == 0 and F(5) == 5
assert F("3/4") == F(3, 4) and F(" -1.25e2 ") == -125 and F("0.1") == F(1, 10) and F("1_000/3") == F(1000, 3)
assert F(0.5) == F(1, 2) and F(0.1) == F(3602879701896397, 36028797018963968)
assert F(Decimal("1.1")) == F(11, 10) and F(F(1, 2), F(3, 4)) == F(2, 3) and F(True) == 1
assert F(numerator=1, denominator=3) == F(1, 3) and F("7") == 7 and F("+1/3") == F(1, 3)
assert F("-.5") == F(-1, 2)
a, b = F(1, 3), F(2, 5)
assert a + b == F(11, 15) and a - b == F(-1, 15) and a * b == F(2, 15) and a / b == F(5, 6) and a // b == 0
assert a % b == a and divmod(F(7, 2), b) == (8, F(3, 10)) and -a == F(-1, 3) and abs(-a) == a and +a == a
assert a + 1 == F(4, 3) and 1 - a == F(2, 3) and 2 * a == F(2, 3) and 1 / a == 3
assert a + 0.5 == 0.8333333333333333 and type(a + 0.5) is float and a + 1j == (1 / 3 + 1j)
assert type(a * 2) is F
assert a ** 2 == F(1, 9) and a ** -2 == 9 and a ** 0 == 1 and F(4, 9) ** 0.5 == 2 / 3 and 2 ** F(3) == 8
assert 2 ** F(1, 2) == 2 ** 0.5 and F(2) ** F(2) == 4 and F(-1, 2) ** -3 == -8 and F(-7, 2) // 2 == -2
assert F(-7, 2) % 2 == F(1, 2) and 7 // F(2, 3) == 10 and 7 % F(2, 3) == F(1, 3)
assert divmod(-1, F(2, 3)) == (-2, F(1, 3))
assert a < b and a < 0.4 and b > 0.3 and a != 1 / 3 and F(1, 2) == 0.5 and F(1, 2) <= 0.5
assert F(3) == 3 == F(3) + 0j and a < 1 and F(10 ** 30, 3) > 1e29 and not a == "1/3"
assert F(1, 2) < float("inf") and not F(1) < float("nan")
for f in (F(1, 2), F(-7, 3), F(10 ** 20), F(5, 2 ** 40), F(0), F(-1), F(1, 2 ** 61 - 1)):
    if f.denominator == 1:
        assert hash(f) == hash(int(f))
    if f == float(f):
        assert hash(f) == hash(float(f))
assert hash(F(1, 2 ** 61 - 1)) == 314159 and {F(1, 2): "v"}[0.5] == "v"
assert (repr(a), str(a), str(F(5)), repr(F(-3))) == ("Fraction(1, 3)", "1/3", "5", "Fraction(-3, 1)")
assert [f"{F(22, 7):{s}}" for s in (".3f", "10.2f", "e", ".4g", "%", "+.1f", ",.1f", "", ">8", "_", "#")] == [
    '3.143', '      3.14', '3.142857e+00', '3.143', '314.285714%', '+3.1', '3.1', '22/7', '    22/7',
    '22/7', '22/7',
]
assert math.floor(F(-7, 2)) == -4 and math.ceil(F(-7, 2)) == -3 and round(F(5, 2)) == 2
assert round(F(7, 2)) == 4 and round(F(22, 7), 2) == F(157, 50) and round(F(1234), -2) == 1200
assert int(F(-7, 2)) == -3 and float(F(1, 3)) == 1 / 3 and math.trunc(F(7, 2)) == 3 and bool(F(0)) is False
assert complex(F(1, 2)) == 0.5
assert F(math.pi).limit_denominator(1000) == F(355, 113)
assert F("3.1415926535").limit_denominator(10) == F(22, 7) and F(1, 3).as_integer_ratio() == (1, 3)
assert F(6, 3).is_integer() and F.from_float(0.25) == F(1, 4) and F.from_decimal(Decimal("0.75")) == F(3, 4)
assert F.from_number(2.5) == F(5, 2) and F(1, 3).conjugate() == a and a.real == a and a.imag == 0
raises(ZeroDivisionError, 'Fraction(1, 0)', F, 1, 0)
raises(ZeroDivisionError, 'Fraction(1, 0)', lambda: a / 0)
raises(ZeroDivisionError, 'division by zero', lambda: a // F(0))
raises(ZeroDivisionError, 'division by zero', lambda: a % 0)
raises(ZeroDivisionError, 'Fraction(1, 0)', lambda: F(0) ** -1)
raises(ZeroDivisionError, 'Fraction(1, 0)', F, "1/0")
raises(ValueError, "Invalid literal for Fraction: 'abc'", F, "abc")
raises(ValueError, "Invalid literal for Fraction: '1/2/3'", F, "1/2/3")
raises(ValueError, "Invalid literal for Fraction: '1 /2x'", F, "1 /2x")
raises(ValueError, "Invalid literal for Fraction: ''", F, "")
raises(TypeError, 'both arguments should be Rational instances', F, 1.5, 2)
raises(TypeError, 'both arguments should be Rational instances', F, "1", "2")
raises(TypeError, 'argument should be a string or a Rational instance or have the as_integer_ratio() method', F, None)
raises(TypeError, 'argument should be a string or a Rational instance or have the as_integer_ratio() method', F, 1j)
raises(OverflowError, 'cannot convert Infinity to integer ratio', F, float("inf"))
raises(ValueError, 'cannot convert NaN to integer ratio', F, float("nan"))
raises(TypeError, "unsupported operand type(s) for +: 'Fraction' and 'str'", lambda: a + "x")
raises(TypeError, "'<' not supported between instances of 'Fraction' and 'complex'", lambda: a < 1j)
raises(TypeError, "'<' not supported between instances of 'Fraction' and 'str'", lambda: a < "x")
raises(ValueError, 'max_denominator should be at least 1', a.limit_denominator, 0)
raises(AttributeError, "property 'numerator' of 'Fraction' object has no setter", setattr, a, "numerator", 5)
raises(ValueError, "Invalid format specifier 'd' for object of type 'Fraction'", format, a, "d")
h = sum(F(1, k) for k in range(1, 101))
assert h.numerator % 10 ** 10 == 4131447711 and round(float(h), 12) == 5.187377517640
x = F(1)
for _ in range(7):
    x = (x + 2 / x) / 2
assert abs(float(x) - 2 ** 0.5) < 1e-15 and len(str(x)) == 99
print("fractions", h.denominator, F(math.e).limit_denominator(500), a * b)
