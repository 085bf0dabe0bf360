"""decimal: text forms of results, precision and traps per context, quantize money, special values, comparisons, loops."""
import decimal
from decimal import Decimal as D, Context, localcontext, ROUND_HALF_UP, ROUND_DOWN, ROUND_CEILING

EXPRS = ["D('1.10')+D('2.205')", "D('1e3')*D('2.50')", "D('10')/D('4')", "D('1')/D('7')", "D('-7')//D('2')",
        "D('-7')%D('2')", "D('2')**D('0.5')", "D('1.000')-D('1')", "D('0E-5')+0", "D('1E+3')+D('1')",
        "-D('0')", "+D('-0')", "abs(D('-1.50'))", "D('123.456').quantize(D('0.01'))",
        "D('5').quantize(D('1.00'))", "D('1.5').to_integral_value()", "D('2.5').to_integral_value()",
        "round(D('2.675'),2)", "D('100').normalize()", "D('0.00100').normalize()", "D('Infinity')-1",
        "D('NaN')+1", "D('1')/D('Infinity')", "D('1e-10')*D('1e-10')", "D('9'*28)+1", "D(2).sqrt()",
        "D('1.21').sqrt()", "D(3).exp()", "D(3).ln()", "D(1000).log10()", "max(D('1.5'),D('2'))",
        "D('1.0').compare_total(D('1'))", "D('12.30').to_eng_string()", "D('1E+5').to_eng_string()",
        "D('1.2345E-7')", "D('0.000001')", "D('1234567890123456789012345678901')+0", "D('-1.5').copy_abs()",
        "D('3').next_minus()", "D('7').remainder_near(D('4'))", "D('1.1').scaleb(3)", "D('123.456').shift(2)",
        "D('12345').rotate(2)", "divmod(D('7.5'),D('2'))", "int(D('1e20'))", "float(D('0.1'))",
        "hash(D('2.50'))==hash(2.5)", "D('0.1')==0.1", "D('0.5')==0.5", "sum([D('0.1')]*10)",
        "D('1.23456789').as_tuple().exponent", "bool(D('0.000'))", "D(10)**-3", "D('1_000.000_1')", "D('  7 ')"]
for e in EXPRS:
    print(e, "=", eval(e))
for prec in (3, 10, 40):
    with localcontext(prec=prec) as ctx:
        print(prec, D(1) / 3, D(2).sqrt(), D(10) ** 5 / 7, +D("1.23456789012"), ctx.flags[decimal.Inexact])
prices = [D("19.99"), D("5.005"), D("0.015"), D("100")]
for rounding in (ROUND_HALF_UP, ROUND_DOWN, ROUND_CEILING, decimal.ROUND_HALF_EVEN):
    print([str((p * D("1.075")).quantize(D("0.01"), rounding=rounding)) for p in prices])
for fmt in ("", ".2f", "10.3f", "e", ",.1f", "+", ".0%", "g", "<8", "08.2f", "E", "n"):
    print(fmt, "|".join(format(D(x), fmt) for x in ("1234.567", "-0.05", "1E+6", "0")))
c = Context(prec=6, rounding=ROUND_DOWN, Emin=-99, Emax=99)
assert c.divide(D(2), D(3)) == D("0.666666") and c.create_decimal("1.23456789") == D("1.23456")
assert c.power(D(2), D(10)) == 1024 and c.add(D("0.1"), D("0.2")) == D("0.3")
assert c.to_sci_string(D("1E+5")) == "1E+5" and c.copy().prec == 6
for bad in ("x", "1.2.3", "", "1e", "--1", "0x10"):
    try:
        D(bad)
    except decimal.InvalidOperation:
        pass
    else:
        raise AssertionError(bad)
with localcontext() as ctx:
    ctx.traps[decimal.InvalidOperation] = False
    assert D("bad").is_nan() and (D("Inf") - D("Inf")).is_nan() and D(-1).sqrt().is_nan()
    ctx.traps[decimal.DivisionByZero] = False
    assert D(1) / 0 == D("Infinity") and D(-1) / 0 == D("-Infinity")
    ctx.prec = 5
    ctx.Emax = 9
    ctx.traps[decimal.Overflow] = False
    assert D("9e9") * 10 == D("Infinity") and ctx.flags[decimal.Overflow]
assert decimal.getcontext().prec == 28 and sorted([D(2), 1, 1.5, D("-3")]) == [D("-3"), 1, 1.5, D(2)]
assert {D(1): "a"}[1] == "a" and D("sNaN").is_snan() and D("1.0").same_quantum(D("2.5"))
interest, balance = D("0.0525"), D("1000.00")
for year in range(30):
    balance = (balance * (1 + interest)).quantize(D("0.01"))
print("balance", balance, sum(D(i) / 3 for i in range(100)))
