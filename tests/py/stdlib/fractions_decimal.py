"""fractions, decimal, numbers: exact arithmetic, conversions, contexts, hashes that agree."""
import numbers
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext
from fractions import Fraction

F = Fraction
assert F(6, -4) == F(-3, 2) and str(F(3)) == "3" and repr(F(1, 3)) == "Fraction(1, 3)" and F("-1.25") == F(-5, 4) and F("3/6") == F(1, 2) and F(0.5) == F(1, 2) and F(" 1e-2 ") == F(1, 100)
assert F(1, 3) + F(1, 6) == F(1, 2) and F(1, 2) * 4 == 2 and F(1, 2) / F(1, 4) == 2 and F(7, 2) // 1 == 3 and F(-7, 2) % 2 == F(1, 2) and F(2, 3) ** -2 == F(9, 4) and 2 ** F(1, 2) == 2**0.5
assert F(1, 3) + 0.5 == 0.8333333333333333 and divmod(F(7, 2), F(2, 3)) == (5, F(1, 6)) and -F(1, 2) < 0 < abs(F(-1, 2)) and F(1, 2) == 0.5 and F(1, 3) != 1 / 3 and F(1, 3) < 0.34
assert round(F(5, 2)) == 2 and round(F(22, 7), 2) == F(157, 50) and int(F(-7, 2)) == -3 and F(3.14159).limit_denominator(100) == F(311, 99) and F(7, 3).as_integer_ratio() == (7, 3)
assert hash(F(1, 2)) == hash(0.5) == hash(Decimal("0.5")) and hash(F(10**20)) == hash(10**20) and {F(1): "a"}[1] == "a" and f"{F(1, 3):.4f}" == "0.3333" and f"{F(3, 1):>5}" == "    3"
try:
    F(1, 0)
except ZeroDivisionError as error:
    assert str(error) == "Fraction(1, 0)"
try:
    F("x")
except ValueError as error:
    assert str(error) == "Invalid literal for Fraction: 'x'"
assert isinstance(F(1), numbers.Rational) and isinstance(1, numbers.Integral) and isinstance(1.0, numbers.Real) and not isinstance(1.0, numbers.Rational) and isinstance(1j, numbers.Complex) and isinstance(Decimal(1), numbers.Number)

D = Decimal
assert D("1.10") + D("2.2") == D("3.30") and str(D("1.10") + D("2.2")) == "3.30" and repr(D("0.1")) == "Decimal('0.1')" and D(0.1) == D("0.1000000000000000055511151231257827021181583404541015625")
assert D(1) / D(3) == D("0.3333333333333333333333333333") and D(7) // D(2) == 3 and D(-7) % D(3) == -1 and D("1e3") == 1000 and str(D("1E+3")) == "1E+3" and D(2) ** 10 == 1024
assert D("2.675").quantize(D("0.01"), ROUND_HALF_UP) == D("2.68") and round(D("2.5")) == 2
assert D("123.456").as_tuple() == (0, (1, 2, 3, 4, 5, 6), -3) and D("-0").is_signed() and D("nan").is_nan() and D("Infinity") > D(10**30) and D("1.0") == 1 and D("1.50").normalize() == D("1.5") and str(D("100").normalize()) == "1E+2"
assert D("2").sqrt() == D("1.414213562373095048801688724") and D(1).exp() == D("2.718281828459045235360287471") and D(10).ln() == D("2.302585092994045684017991455") and D(100).log10() == 2
assert f"{D('1234567.891'):,.2f}" == "1,234,567.89"
assert D(3).compare(D(5)) == -1 and max(D(1), D(2)) == 2 and D("1.5") < 2 and D("1.5") == 1.5 and sum([D("0.1")] * 10) == 1 and int(D("-3.9")) == -3 and float(D("0.1")) == 0.1
with localcontext() as context:
    context.prec = 5
    assert D(1) / D(7) == D("0.14286")
assert getcontext().prec == 28
for call, kind in ((lambda: D(1) / D(0), DivisionByZero), (lambda: D("x"), InvalidOperation), (lambda: D(0) / D(0), InvalidOperation), (lambda: D("sNaN") + 1, InvalidOperation)):
    try:
        call()
    except kind:
        pass
    else:
        raise AssertionError(kind)
try:
    D(1) + 1.5
except TypeError as error:
    assert str(error) == "unsupported operand type(s) for +: 'decimal.Decimal' and 'float'"
print("exact", sum(F(1, n) for n in range(1, 30)), D(2).sqrt() * D(3).sqrt(), getcontext().rounding)
