"""decimal: exact arithmetic, contexts, rounding modes, quantize, special values, comparison, conversion, signals."""
import decimal
from decimal import Decimal as D, getcontext, localcontext, Context


def fails(exc, fn, *args):
    """The texts differ between CPython's own two implementations, so only the class is asked."""
    try:
        fn(*args)
    except exc as e:
        assert type(e) is exc, type(e)
    else:
        raise AssertionError("not raised: " + exc.__name__)

assert D("0.1") + D("0.2") == D("0.3") and D("1.10") + D("2.20") == D("3.30")
assert str(D("1.10") + D("2.20")) == "3.30" and D(1) / D(3) == D("0.3333333333333333333333333333")
assert D("1.20") * 3 == D("3.60") and str(D("1e3") + 1) == "1001" and D(7) // D(2) == 3
assert D(-7) // D(2) == -3 and D(-7) % D(2) == -1 and divmod(D(7), D("2.5")) == (2, D("2.0"))
assert D(2) ** 10 == 1024 and D(2) ** -2 == D("0.25") and -D("1.5") == D("-1.5") and abs(D(-3)) == 3
assert [str(D(x)) for x in ("1e5", "1E-7", "0.000001", "0.0000001", "-0", "-0.00", "123456789e-5", "NaN",
        "-sNaN12", "Infinity", "-inf", "1_000.5", " 5 ", "0e10", "1e-6")] == [
    '1E+5', '1E-7', '0.000001', '1E-7', '-0', '-0.00', '1234.56789', 'NaN', '-sNaN12', 'Infinity',
    '-Infinity', '1000.5', '5', '0E+10', '0.000001',
]
assert repr(D("1.5")) == "Decimal('1.5')" and D(5) == 5
assert D(0.1) == D("0.1000000000000000055511151231257827021181583404541015625")
assert D.from_float(0.5) == D("0.5") and D((1, (1, 2, 3), -2)) == D("-1.23") and D(True) == 1
assert D("1.5").as_tuple() == (0, (1, 5), -1) and D("1.50").normalize() == D("1.5")
assert str(D("1500").normalize()) == "1.5E+3" and D("1.5").as_integer_ratio() == (3, 2)
with localcontext() as c:
    c.prec = 5
    assert D(1) / 3 == D("0.33333") and D(123456) + 0 == D("1.2346E+5") and +D("1.234567") == D("1.2346")
    for mode, want in ((decimal.ROUND_HALF_EVEN, "0.12 0.14 -0.12"), (decimal.ROUND_HALF_UP, "0.13 0.14 -0.13"),
            (decimal.ROUND_DOWN, "0.12 0.13 -0.12"), (decimal.ROUND_UP, "0.13 0.14 -0.13"),
            (decimal.ROUND_CEILING, "0.13 0.14 -0.12"), (decimal.ROUND_FLOOR, "0.12 0.13 -0.13"),
            (decimal.ROUND_HALF_DOWN, "0.12 0.13 -0.12"), (decimal.ROUND_05UP, "0.12 0.13 -0.12")):
        c.rounding = mode
        assert " ".join(str(D(x).quantize(D("0.01"))) for x in ("0.125", "0.135", "-0.125")) == want, mode
assert getcontext().prec == 28 and D(2).sqrt() == D("1.414213562373095048801688724")
assert D(1).exp() == D("2.718281828459045235360287471") and D(10).ln() == D("2.302585092994045684017991455")
assert D(1000).log10() == 3 and D("1.234").quantize(D("0.1")) == D("1.2")
assert D("2.5").to_integral_value() == 2 and round(D("2.5")) == 2 and round(D("2.675"), 2) == D("2.68")
assert int(D("-1.9")) == -1 and float(D("0.1")) == 0.1
assert D("NaN") != D("NaN") and D("Infinity") > 10 ** 100 and D("-Infinity") < 0 and D("Inf") + 1 == D("Inf")
assert D("1.0") == D("1.00") == 1 == 1.0 and hash(D("1.0")) == hash(1) and hash(D("0.5")) == hash(0.5)
assert D("0.1") != 0.1 and D("0.1") < 0.2 and D(3) in {3} and D("1").compare(D("2")) == -1
assert D("1.0").compare_total(D("1.00")) == 1 and max(D(1), D("1.5")) == D("1.5")
assert f"{D('1234.5678'):.2f} {D('1234.5'):,} {D('0.00001'):f} {D('5'):e} {D('12'):>6} {D('1E+5'):f} {D('0.125'):.1%} {D('-1.5'):+} {D('1.5'):g}" == '1234.57 1,234.5 0.00001 5e+0     12 100000 12.5% -1.5 1.5'
assert D("123.456").scaleb(2) == D("12345.6") and D("100").adjusted() == 2 and D("5").copy_sign(D("-1")) == -5
assert D("1.1").next_plus() == D("1.100000000000000000000000001") and D(10).remainder_near(D(4)) == 2
assert D(2).fma(3, 4) == 10 and D("0.5").is_signed() is False and D("NaN").is_nan()
assert D("1100").logical_and(D("1010")) == 1000
fails(decimal.DivisionByZero, lambda: D(1) / 0)
fails(decimal.InvalidOperation, lambda: D(0) / 0)
fails(decimal.InvalidOperation, D, "abc")
fails(decimal.InvalidOperation, lambda: D(-1).sqrt())
fails(decimal.InvalidOperation, lambda: D("1e30").quantize(D("1e-10")))
fails(decimal.InvalidOperation, lambda: D("sNaN") + 1)
fails(decimal.Overflow, lambda: D("1e999999") * 10)
fails(TypeError, lambda: D(1) + 1.5)
fails(TypeError, lambda: D(1) + "x")
fails(TypeError, D, {1: 2})
fails(TypeError, D, 1j)
fails(ValueError, D, (5, (1,), 0))
fails(OverflowError, int, D("Inf"))
fails(ValueError, int, D("NaN"))
fails(ValueError, format, D(1), "x")
with localcontext() as c:
    c.traps[decimal.DivisionByZero] = c.traps[decimal.InvalidOperation] = False
    assert D(1) / 0 == D("Infinity") and (D(0) / 0).is_nan() and c.flags[decimal.DivisionByZero]
    c.clear_flags()
    c.traps[decimal.Inexact] = True
    fails(decimal.Inexact, lambda: D(1) / 3)
    c.traps[decimal.FloatOperation] = True
    fails(decimal.FloatOperation, D, 1.5)


def pi(prec):
    with localcontext(prec=prec + 2):
        three = D(3)
        lasts, t, s, n, na, d, da = 0, three, 3, 1, 0, 0, 24
        while s != lasts:
            lasts = s
            n, na = n + na, na + 8
            d, da = d + da, da + 32
            t = (t * n) / d
            s += t
    with localcontext(prec=prec):
        return +s


assert str(pi(50)) == "3.1415926535897932384626433832795028841971693993751"
total = D(0)
for i in range(1, 400):
    total += D(i) / D(7) - D("0.01") * i
assert str(total) == '10602.00000000000000000000000'
print("decimal", total, pi(20), D("1.23456").quantize(D("0.001")))
