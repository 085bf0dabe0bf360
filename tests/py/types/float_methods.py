"""float methods: is_integer, as_integer_ratio, hex and fromhex, rounding, int conversion, hash, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

inf, nan = float("inf"), float("nan")
assert [x.is_integer() for x in (0.0, -0.0, 1.5, 1e300, -2.0, 5e-324, inf, nan)] == [True, True, False, True,
        True, False, False, False]
assert (0.5).as_integer_ratio() == (1, 2) and (-0.0).as_integer_ratio() == (0, 1)
assert (1e22).as_integer_ratio() == (10 ** 22, 1)
assert (0.1).as_integer_ratio() == (3602879701896397, 36028797018963968)
assert (5e-324).as_integer_ratio() == (1, 2 ** 1074)
raises(OverflowError, 'cannot convert Infinity to integer ratio', inf.as_integer_ratio)
raises(ValueError, 'cannot convert NaN to integer ratio', nan.as_integer_ratio)
assert [x.hex() for x in (0.0, -0.0, 1.0, 0.1, -1.5, 5e-324, 1e308, inf, -inf, nan)] == [
    '0x0.0p+0', '-0x0.0p+0', '0x1.0000000000000p+0', '0x1.999999999999ap-4', '-0x1.8000000000000p+0',
    '0x0.0000000000001p-1022', '0x1.1ccf385ebc8a0p+1023', 'inf', '-inf', 'nan',
]
for x in (0.0, 1.0, 0.1, -1.5, 5e-324, 2.2250738585072014e-308, 1e308, 3.141592653589793):
    assert float.fromhex(x.hex()) == x
for text, want in (("0x1p3", 8.0), ("0X.8P1", 1.0), ("ff", 255.0), (" -1.8 ", -1.5), ("inf", inf),
        ("1p-1080", 0.0), ("0x1.fffffffffffff8p1023", None),
                   ("0x1.00000000000008p0", 1.0), ("0x1.00000000000018p0", 1.0000000000000004), ("1.p0", 1.0)):
    if want is None:
        raises(OverflowError, 'hexadecimal value too large to represent as a float', float.fromhex, text)
    else:
        assert float.fromhex(text) == want
raises(ValueError, 'invalid hexadecimal floating-point string', float.fromhex, "xyz")
raises(ValueError, 'invalid hexadecimal floating-point string', float.fromhex, "")
raises(OverflowError, 'hexadecimal value too large to represent as a float', float.fromhex, "1p2000")
raises(TypeError, 'bad argument type for built-in operation', float.fromhex, 5)

assert [round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999999999999996, 1e20, 4503599627370497.5)] == [0, 2,
        2, 0, -2, 2, 100000000000000000000, 4503599627370498]
assert [type(round(1.5)), type(round(1.5, 0)), type(round(1.5, None))] == [int, float, int]
assert [round(2.675, 2), round(0.125, 2), round(1e300, -299), round(1234.5, -2), round(5e-324, 400),
        round(-0.4), round(1.15, 1), round(25.0, -1), round(35.0, -1)] == [2.67, 0.12, 1e+300, 1200.0, 5e-324,
        0, 1.1, 20.0, 40.0]
assert repr(round(-0.4, 0)) == "-0.0" and repr(round(-123.456, -3)) == "-0.0" and round(1.5, 10 ** 6) == 1.5
assert round(1e308, 308) == 1e308
raises(OverflowError, 'cannot convert float infinity to integer', round, inf)
raises(ValueError, 'cannot convert float NaN to integer', round, nan)
raises(OverflowError, 'rounded value too large to represent', round, 1.7976931348623157e308, -308)
raises(TypeError, "'float' object cannot be interpreted as an integer", round, 1.5, 2.0)
assert repr(round(inf, 2)) == "inf" and repr(round(nan, 2)) == "nan"

assert [int(x) for x in (1.9, -1.9, 1e15, -1e15, 2.0 ** 50, 2.0 ** 51, 2.0 ** 62, 2.0 ** 63, -2.0 ** 63,
        2.0 ** 64, 1e22, 0.9999999999999999)] == [
    1, -1, 1000000000000000, -1000000000000000, 1125899906842624, 2251799813685248,
    4611686018427387904, 9223372036854775808, -9223372036854775808, 18446744073709551616,
    10000000000000000000000, 0,
]
assert int(1e300) == 2 ** 944 * (int(1e300) >> 944)
assert int(1e300) == 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
for k in range(0, 1000, 9):
    assert int(2.0 ** k) == 2 ** k and float(2 ** k) == 2.0 ** k and int(-2.0 ** k) == -2 ** k
import math
assert [(math.floor(x), math.ceil(x), math.trunc(x)) for x in (1.5, -1.5, -0.0, 1e16, 2.0 ** 63 + 2048)] == [
    (1, 2, 1), (-2, -1, -1), (0, 0, 0), (10000000000000000, 10000000000000000, 10000000000000000),
    (9223372036854777856, 9223372036854777856, 9223372036854777856),
]
assert hash(1.0) == hash(1) == 1 and hash(0.5) == 1152921504606846976 and hash(-1.0) == -2
assert hash(inf) == 314159 and hash(-inf) == -314159
assert [hash(x) for x in (0.1, -0.1, 1e300, 5e-324, 2.0 ** 61, 2.0 ** 61 - 1, 1.5, 1e16)] == [
    230584300921369408, -230584300921369408, 1224995262755759164, 16777216, 1, 1,
    1152921504606846977, 10000000000000000,
]
assert (1.5).real == 1.5 and (1.5).imag == 0.0 and (1.5).conjugate() == 1.5 and (-1.5).__abs__() == 1.5
assert (2.7).__trunc__() == 2
assert (1.5).__add__("a") is NotImplemented and (1.5).__eq__("a") is NotImplemented
assert (1.5).__radd__(1) == 2.5 and (2.0).__rpow__(3) == 9.0
assert float.__getformat__("double") == "IEEE, little-endian" and (1.5).__floor__() == 1
assert (1.5).__ceil__() == 2
raises(ValueError, "__getformat__() argument 1 must be 'double' or 'float'", float.__getformat__, "half")
raises(AttributeError, "'float' object has no attribute 'foo'", lambda: (1.5).foo)
raises(AttributeError, "attribute 'real' of 'float' objects is not writable", setattr, 1.5, "real", 1)


class F(float):
    def __new__(cls, v, tag):
        self = super().__new__(cls, v)
        self.tag = tag
        return self

    def __init__(self, v, tag):
        pass


f = F(1.5, "t")
assert f + 1 == 2.5 and type(f + 1) is float and f.tag == "t" and f == 1.5 and hash(f) == hash(1.5)
assert type(abs(f)) is float
print("float methods", (0.3).hex(), round(2.5), int(1e17))
