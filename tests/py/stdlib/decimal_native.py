"""decimal: construction, arithmetic, rounding, signals and contexts, compared as text."""

import decimal
import pickle
import copy
from decimal import *
from fractions import Fraction
import random


def shown(what):
    try:
        return repr(what())
    except Exception as e:
        return f"{type(e).__name__}{e.args!r}"


# Construction.
for v in [
    "1.10", " -1_000.5e3 ", "nan12", "-sNaN00012", "INF", "x", "", "1e9999999999999999999", "0e-1", "\u0661.\u0662",
    "1e-1999999999999999997", "1e-1999999999999999998", "123456789012345678901234567890.123456789", "1\0", ".", "1.e2",
    0, -7, 10**40, True, 1.1, -0.0, float("inf"), (1, (1, 2, 3), -2), (0, (), "F"), (0, (1, 2), "N"), [0, [1], 1],
    (2, (1,), 0), (0, (10,), 0), (0, (1,), "x"), (0, (1,)), None, b"1",
]:
    print(ascii(v), shown(lambda: Decimal(v)))
print(shown(lambda: Decimal(x=1)), shown(lambda: Decimal(1, 2, 3)), shown(lambda: Decimal("1", 2)))
print(Decimal.from_float(0.1), Decimal.from_number(7), shown(lambda: Decimal.from_number("7")))


class Own(Decimal):
    pass


own = Own("1.50")
own.note = "kept"
print(type(own).__name__, own.note, type(own + 1).__name__, type(Own.from_float(1.5)).__name__, repr(own))

# Every operation on numbers of all kinds, in several contexts.
numbers = [
    Decimal(s)
    for s in (
        "0", "-0.00", "1", "-1", "1.5", "2.5", "-2.675", "100", "1e3", "9.999999999", "-7e-5", "1234567890123456789012345",
        "1e-95", "9e96", "101", "0.1", "Infinity", "-Infinity", "NaN7", "sNaN",
    )
]
roundings = [
    ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP
]
unary = """abs logb logical_invert minus next_minus next_plus normalize number_class plus sqrt to_eng_string
    to_integral_exact to_integral_value to_sci_string copy_abs copy_negate create_decimal is_normal is_subnormal
    is_zero is_nan exp ln log10""".split()
binary = """add compare compare_signal compare_total compare_total_mag copy_sign divide divide_int divmod logical_and
    logical_or logical_xor max max_mag min min_mag multiply next_toward power quantize remainder remainder_near rotate
    same_quantum scaleb shift subtract""".split()
total = 0
for at, rounding in enumerate(roundings):
    context = Context(
        prec=[3, 9, 16, 28][at % 4], rounding=rounding, Emin=-95, Emax=96, clamp=at % 2, capitals=at % 3 == 0, traps=[]
    )
    lines = []
    for name in unary if at < 2 else unary[:-3]:
        for x in numbers:
            context.clear_flags()
            result = shown(lambda: getattr(context, name)(x))
            lines.append((name, x, result, [s.__name__ for s in context.flags if context.flags[s]]))
    for name in binary:
        for i, x in enumerate(numbers):
            for y in numbers[(i * 7 + at) % 3 :: 3]:
                if name == "power" and y.is_finite() and y.copy_abs() > 100:
                    continue
                context.clear_flags()
                result = shown(lambda: getattr(context, name)(x, y))
                lines.append((name, x, y, result, [s.__name__ for s in context.flags if context.flags[s]]))
    import zlib

    print(rounding, len(lines), zlib.crc32(repr(lines).encode()))
    for line in lines[:: 97]:
        print("  ", *line)

# Traps.
for name, what in {
    "by zero": lambda: Decimal(1) / 0,
    "undefined": lambda: Decimal(0) / 0,
    "impossible": lambda: Decimal("1e30") // 1,
    "mod": lambda: Decimal(1) % 0,
    "divmod": lambda: divmod(Decimal(1), 0),
    "inf - inf": lambda: Decimal("inf") - Decimal("inf"),
    "overflow": lambda: Decimal("9e999999") * 10,
    "order": lambda: Decimal("nan") < 1,
    "signaling": lambda: Decimal("snan") == 1,
    "0**0": lambda: Decimal(0) ** 0,
    "float": lambda: Decimal(1) + 1.0,
    "str": lambda: Decimal(1) + "1",
    "quantize": lambda: Decimal("1e20").quantize(Decimal("1e-20")),
    "rounding": lambda: Decimal(1).quantize(1, rounding="up"),
    "context": lambda: Decimal(1).sqrt(3),
}.items():
    print(name, shown(what))
with localcontext() as c:
    c.traps[FloatOperation] = True
    print(shown(lambda: Decimal(1.5)), shown(lambda: Decimal(1) < 1.5), Decimal(1) == 1.0, c.flags[FloatOperation])
    c.traps[Inexact] = True
    print(shown(lambda: Decimal(1) / 3), Decimal(1) / 4)
    c.traps[InvalidOperation] = False
    print(Decimal("x"), Decimal("inf") * 0, c)

# Contexts.
context = Context(prec=5, rounding=ROUND_UP, traps=[Inexact, Overflow], flags=[Rounded])
print(context, context.Etiny(), context.Etop(), context.copy(), pickle.loads(pickle.dumps(context)))
for name, v in [
    ("prec", 0), ("prec", "a"), ("prec", 10**30), ("Emin", 1), ("Emax", -1), ("rounding", "x"), ("clamp", 2),
    ("capitals", 7), ("flags", {}), ("traps", 3), ("nothing", 1),
]:
    print(name, shown(lambda: setattr(context, name, v)))
print(shown(lambda: delattr(context, "prec")), shown(lambda: context.flags.__delitem__(Inexact)))
print(shown(lambda: context.flags[int]), len(context.flags), context.flags == context.flags.copy(), context.traps)
print(shown(lambda: Context(1, 2)), shown(lambda: Context(foo=1)), shown(lambda: Context(flags=[int])))
print(DefaultContext, BasicContext, ExtendedContext, IEEEContext(128), sep="\n")
setcontext(BasicContext)
print(getcontext() is BasicContext, getcontext().prec)
setcontext(DefaultContext)
with localcontext(prec=4, rounding=ROUND_DOWN) as c:
    print(Decimal(2) / 3, getcontext() is c)
    with localcontext(Context(prec=2)):
        print(Decimal(2) / 3)
    print(Decimal(2) / 3)
print(Decimal(2) / 3, shown(lambda: localcontext(7)), shown(lambda: localcontext(foo=7)), shown(lambda: setcontext(7)))

# Conversions.
for x in numbers:
    print(
        x, shown(lambda: int(x)), shown(lambda: float(x)), x.as_tuple(), shown(lambda: x.as_integer_ratio()),
        shown(lambda: round(x)), shown(lambda: round(x, 1)), shown(lambda: hash(x) if not x.is_qnan() else "own"),
        x.adjusted(), bool(x), shown(lambda: x.__floor__()), shown(lambda: x.__ceil__()), x.to_eng_string(),
    )
print(shown(lambda: round(Decimal(1), "a")), complex(Decimal("1.5")), Decimal(1).imag, Decimal(2).real)
print(hash(Decimal("1e999999999999999999")), shown(lambda: int(Decimal("1e999999999999999999"))))
print(Decimal("0.5") == Fraction(1, 2), Decimal("0.5") < Fraction(2, 3), Decimal(1) == 1 + 0j, Decimal("0.1") == 0.1)
print(copy.copy(numbers[5]) is numbers[5], copy.deepcopy(numbers[5]) is numbers[5], pickle.loads(pickle.dumps(numbers)))
for spec in ["", "f", ".2f", "e", ".3e", "g", "%", "n", ",", "010", "+.1f", "_.2f", ">20", "^15.4g", "z.1f", "x=+20,", "s"]:
    print(repr(spec), [shown(lambda: format(x, spec)) for x in numbers[4:8] + numbers[-4:]])

# Exact results in the widest context, and those that cannot be.
wide = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
print(wide.divide(1, 8), wide.sqrt(Decimal("152.2756")), wide.divmod(7, 2), shown(lambda: wide.divide(1, 3)))

# Long coefficients.
random.seed(5)
with localcontext(prec=400):
    for _ in range(5):
        x = Decimal(random.getrandbits(900)).scaleb(-random.randrange(200))
        y = Decimal(random.getrandbits(500)).scaleb(-random.randrange(90))
        print(x + y, x - y, x * y, x / y, x // y, x % y, x.sqrt(), (x / y).normalize(), x > y, hash(x), sep="\n")

# Functions at the ends of the range, and formats with every part.
for name, args in [
    ("power", ("10", "-9999999999999999999.999999999")), ("power", ("1.0000001", "1e25")), ("exp", ("-596260042e11",)),
    ("exp", ("72633134605866677982",)), ("exp", ("1e-40",)), ("ln", ("1.00000000000000000000000000001",)),
    ("log10", ("1e999999999999999999",)), ("log10", ("0.99999999999999999999",)), ("power", ("-2", "922")),
    ("power", ("4", "0.5")), ("power", ("85353.33", "-66502134e12")), ("ln", ("1",)), ("exp", ("-15808e-26",)),
]:
    for context in (Context(prec=28, traps=[]), Context(prec=5, Emin=0, Emax=MAX_EMAX, rounding=ROUND_UP, traps=[])):
        result = shown(lambda: getattr(context, name)(*map(Decimal, args)))
        print(name, *args, result, [s.__name__ for s in context.flags if context.flags[s]])
for spec in [
    "é^+#020,.3e", "010,.2f", "z012_.1%", "0=12,.1f", "<012", ".2_", ",.7_f", "#", "5.", "x", ".0g", " .30E", "=-15_",
]:
    print(spec, [shown(lambda: format(Decimal(v), spec)) for v in ("-1234567.891", "0", "-0.004", "9.995e10", "nan")])
