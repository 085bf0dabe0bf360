"""float(text): forms, white space, underscores, names, Unicode digits, exact rounding, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

for text, want in (("1", 1.0), ("1.", 1.0), (".5", 0.5), ("-.5e1", -5.0), ("1e5", 1e5), ("1E+05", 1e5),
        ("1e-5", 1e-5), (" 1.5\n", 1.5), ("1_0.0_1", 10.01),
                   ("+1", 1.0), ("00001.5", 1.5), ("1e0005", 1e5), ("\u0661.\u0665", 1.5),
                           ("\u20031\u00a0", 1.0), ("1_000e1_0", 1e13),
                   ("infinity", float("inf")), ("-INF", -float("inf")), ("+Infinity", float("inf")),
                           ("1e400", float("inf")), ("-1e400", -float("inf")),
                   ("1e-400", 0.0), ("0e999999999999", 0.0), ("1e99999999999999999999", float("inf"))):
    assert float(text) == want and type(float(text)) is float, text
assert repr(float("-0")) == "-0.0" == repr(float("-1e-400")) and float("nan") != float("nan")
assert repr(float("-NaN")) == "nan"
assert float(b"1.5") == 1.5 and float(bytearray(b" 2e3 ")) == 2000.0 and float() == 0.0 and float(True) == 1.0
assert float(7) == 7.0

for bad in ("", " ", ".", "-", "e5", "1e", "1e+", "1__0", "_1", "1_", "1_.5", "1._5", "1e_5", "0x1p3", "1.5.2",
        "1,5", "inf inity", "na", "infi", "1 2", "- 1", "abc",
            "\u00bd", "1\x00", "++1", "1f", "0b1", "\ud800"):
    try:
        float(bad)
    except ValueError as e:
        assert str(e) == "could not convert string to float: " + repr(bad), str(e)
    else:
        raise AssertionError(bad)
raises(ValueError, "could not convert string to float: b'x'", float, b"x")
raises(TypeError, "float() argument must be a string or a real number, not 'NoneType'", float, None)
raises(TypeError, "float() argument must be a string or a real number, not 'list'", float, [1])
raises(TypeError, "float() argument must be a string or a real number, not 'complex'", float, 1j)
raises(TypeError, 'float expected at most 1 argument, got 2', float, 1, 2)
raises(TypeError, 'float() takes no keyword arguments', float, x=1)
raises(OverflowError, 'int too large to convert to float', float, 10 ** 400)

# Exact rounding: texts half way between neighbours, and just beside the half.
assert float("9007199254740993") == 9007199254740992.0
assert float("9007199254740993.0000000000000000000000000001") == 9007199254740994.0
assert float("9007199254740995") == 9007199254740996.0
assert float("1.00000000000000011102230246251565404236316680908203125") == 1.0
assert float("1.00000000000000011102230246251565404236316680908203126") == 1.0000000000000002
assert float("2.4703282292062327208e-324") == 0.0 and float("2.4703282292062328e-324") == 5e-324
assert float("1.7976931348623158e308") == 1.7976931348623157e308
assert float("1.797693134862315808e308") == float("inf")
assert float("0." + "0" * 400 + "1" + "e401") == 1.0 and float("1" + "0" * 400 + "e-400") == 1.0
assert float("2.2250738585072012e-308") == 2.2250738585072014e-308 and float("0.1" + "0" * 1000 + "1") == 0.1
for i in range(1, 400):
    t = "%d.%de%d" % (i, i * i, i % 600 - 300)
    v = float(t)
    assert float(repr(v)) == v and float("-" + t) == -v
    n, d = v.as_integer_ratio()
    assert n / d == v
assert float(2 ** 53 + 1) == 9007199254740992.0 and float(2 ** 53 + 3) == 9007199254740996.0
assert float(2 ** 64 - 1) == 1.8446744073709552e19
assert float(-(2 ** 63) - 1025) == -9.223372036854777856e18
assert float(2 ** 1024 - 2 ** 970 - 1) == 1.7976931348623157e308


class HasFloat:
    def __float__(self):
        return 2.5


class BadFloat:
    def __float__(self):
        return 2


class Idx:
    def __index__(self):
        return 9


assert float(HasFloat()) == 2.5 and float(Idx()) == 9.0
raises(TypeError, 'BadFloat.__float__ returned non-float (type int)', float, BadFloat())
assert float.from_number(3) == 3.0 and float.from_number(HasFloat()) == 2.5
raises(TypeError, 'must be real number, not str', float.from_number, "3")
print("float from text", float("1e23"), float("8.5e-310"))
