"""float <-> text: repr, str, %r, %s, json-like round trips through many magnitudes, decimal places and bases."""
seed = 2463534242


def rnd():
    global seed
    seed ^= seed << 13 & 0xFFFFFFFFFFFFFFFF
    seed ^= seed >> 7
    seed ^= seed << 17 & 0xFFFFFFFFFFFFFFFF
    return seed


checked = 0
for _ in range(800):
    m = rnd() % 10 ** (rnd() % 17 + 1)
    e = rnd() % 620 - 320
    f = float("%de%d" % (m, e))
    for g in (f, -f, f / 3, f * 1.1):
        t = repr(g)
        assert float(t) == g and str(g) == t and "%r" % g == t and f"{g}" == t and float("%.17g" % g) == g
        assert float.fromhex(g.hex()) == g
        if g == g and abs(g) != float("inf"):
            n, d = g.as_integer_ratio()
            assert n / d == g and float("%.16e" % g) == g
        checked += 1
for k in range(-320, 309):
    assert repr(float("1e%d" % k)) == repr(10.0 ** k) if abs(k) <= 22 else float(repr(float("1e%d" % k))) == float("1e%d" % k)
for i in range(2000):
    t = "%d.%03d" % (i, i * 7 % 1000)
    assert repr(float(t)) == (t.rstrip("0") if not t.endswith(".000") else t[:-2])
assert [repr(x) for x in (5e-324, 1e-323, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0,
        123456789.123456789, 0.1 + 0.2, 1e22, 1e21, 1e16, 9999999999999998.0, 1e-5, 0.0001, 100000.0, 1.0e15)] == [
    '5e-324', '1e-323', '2.2250738585072014e-308', '1.7976931348623157e+308', '9007199254740992.0',
    '123456789.12345679', '0.30000000000000004', '1e+22', '1e+21', '1e+16', '9999999999999998.0',
    '1e-05', '0.0001', '100000.0', '1000000000000000.0',
]
assert ["%.3g" % x for x in (0.00001234, 0.0001234, 1234.5, 123456.0, 0.5)] == ['1.23e-05', '0.000123',
        '1.23e+03', '1.23e+05', '0.5']
assert ["%g" % x for x in (1e5, 1e6, 123456789.0, 1e-4, 1e-5, 0.0, -0.0)] == ['100000', '1e+06', '1.23457e+08',
        '0.0001', '1e-05', '0', '-0']
assert ["%.0e" % x for x in (15.0, 25.0, 9.5, 0.95)] == ['2e+01', '2e+01', '1e+01', '9e-01']
assert ["%#.3g|%+.2f|% .1e|%08.2f" % (x, x, x, x) for x in (1.0, -2.5, 0.0)] == [
    '1.00|+1.00| 1.0e+00|00001.00', '-2.50|-2.50|-2.5e+00|-0002.50', '0.00|+0.00| 0.0e+00|00000.00',
]
assert [float(s) for s in ("1e23", "8.5e-5", "1e-7", "123456789012345678", "0.1e1",
        "1234567890123456789e-5")] == [1e+23, 8.5e-05, 1e-07, 1.2345678901234568e+17, 1.0, 12345678901234.568]
print("round trip", checked)
