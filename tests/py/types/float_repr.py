"""repr and str of floats: shortest text that reads back, exponent rules, extremes."""
import struct

for text in ("0.0", "-0.0", "1.0", "-1.0", "0.1", "0.2", "0.3", "1e-05", "0.0001", "0.00012345",
        "123456789012345.0", "1234567890123456.0",
             "1e+16", "12345678901234568.0", "1.2345678901234568e+16", "1e+22", "1e+23",
                     "1.7976931348623157e+308", "5e-324", "inf", "-inf", "nan",
             "2.2250738585072014e-308", "1.1125369292536007e-308", "9007199254740993.0", "9007199254740992.0",
                     "0.30000000000000004", "3.141592653589793",
             "2.718281828459045", "1e-323", "4.35", "2.675", "1e+100", "1.5e-10", "100000.0", "9999999999999998.0", "1e+15"):
    v = float(text)
    if text in ("12345678901234568.0", "9007199254740993.0", "1e+15"):
        assert repr(v) == {"1": "1.2345678901234568e+16",
                "9": "9007199254740992.0"}[text[0]] if text != "1e+15" else repr(v) == "1000000000000000.0"
    else:
        assert repr(v) == text == str(v) == f"{v}" == f"{v!r}" == "%s" % v == format(v), (text, repr(v))

assert [repr(10.0 ** k) for k in (-7, -5, -4, -1, 0, 5, 15, 16, 17, 21, 22)] == [
    '1e-07', '1e-05', '0.0001', '0.1', '1.0', '100000.0', '1000000000000000.0', '1e+16', '1e+17',
    '1e+21', '1e+22',
]
assert [repr(x) for x in (1 / 3, 2 / 3, 1 / 7, 100 / 3, 1e5 / 3, 2 ** 0.5, 1e21 / 7, 1 / 1024, 2.0 ** 60, 2.0 ** -60)] == [
    '0.3333333333333333', '0.6666666666666666', '0.14285714285714285', '33.333333333333336',
    '33333.333333333336', '1.4142135623730951', '1.4285714285714286e+20', '0.0009765625',
    '1.152921504606847e+18', '8.673617379884035e-19',
]
assert [repr(float(2 ** k)) for k in (49, 50, 51, 52, 53, 54, 62, 63, 64)] == [
    '562949953421312.0', '1125899906842624.0', '2251799813685248.0', '4503599627370496.0',
    '9007199254740992.0', '1.8014398509481984e+16', '4.611686018427388e+18', '9.223372036854776e+18',
    '1.8446744073709552e+19',
]


def bits(n):
    return struct.unpack("<d", struct.pack("<Q", n))[0]


# Every printed text is read back to the same bits and no shorter text would do.
seed = 12345
checked = 0
for i in range(2500):
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    v = bits(seed)
    if v != v or v in (float("inf"), -float("inf")):
        continue
    t = repr(v)
    assert float(t) == v
    digits = t.lstrip("-").split("e")[0].replace(".", "").strip("0")
    assert len(digits) <= 17
    if len(digits) > 1:
        assert float("%.*e" % (len(digits) - 2, v)) != v
    checked += 1
for e in range(-1074, 1024, 7):
    v = 2.0 ** e
    for w in (v, v * 1.0000000000000002, v * 0.9999999999999999):
        assert float(repr(w)) == w and float(repr(-w)) == -w
assert repr(bits(0x7FF8000000000000)) == "nan" and repr(bits(0xFFF8000000000001)) == "nan"
assert repr(bits(0x7FF0000000000001)) == "nan"
assert repr(bits(1)) == "5e-324" and repr(bits(0x000FFFFFFFFFFFFF)) == "2.225073858507201e-308"
assert repr(bits(1 << 63)) == "-0.0"
assert str([0.1, -0.0, 1e300]) == "[0.1, -0.0, 1e+300]" and repr((1e16,)) == "(1e+16,)"
assert repr({1.0: 2.5}) == "{1.0: 2.5}"


class F(float):
    pass


assert repr(F(1.5)) == "1.5" and str(F("nan")) == "nan" and float.__repr__(F(2)) == "2.0"
assert 0.1 + 0.7 == 0.7999999999999999 and repr(0.1 + 0.7) == "0.7999999999999999"
print("float repr", checked > 2400, repr(bits(0x3FF0000000000001)))
