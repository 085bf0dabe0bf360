"""int(text, base): prefixes, underscores, white space, Unicode digits, every base; exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


GOOD = [("0", 0), ("-0", 0), ("+7", 7), ("  42\n", 42), ("1_000_000", 1000000), ("007", 7), ("-" + "9" * 30, -int("9" * 30)),
        ("\u0661\u0662\u0663", 123), ("\uff11\uff12", 12), ("\t-5\x0b\x0c\r", -5), ("\u2003 8\u00a0", 8)]
for text, want in GOOD:
    assert int(text) == want and type(int(text)) is int
for text, base, want in (("ff", 16, 255), ("0xFF", 16, 255), ("0b101", 2, 5), ("-0o17", 8, -15), ("z", 36, 35),
        ("Zz", 36, 1295),
                         ("0b1", 16, 177), ("0x1f", 0, 31), ("0B11", 0, 3), ("0O17", 0, 15), ("0", 0, 0),
                                 ("0_0", 0, 0), ("000", 0, 0),
                         ("1_0", 2, 2), ("0x_f", 16, 15), ("-0xFf", 0, -255), ("12", 3, 5), ("  -1f ", 16, -31),
                                 ("0" * 50, 0, 0)):
    assert int(text, base) == want, text
assert int(b"12") == 12 and int(bytearray(b" -3 ")) == -3 and int(b"ff", 16) == 255
assert int("10", base=7) == 7 and int() == 0 and int(3.99) == 3 and int(-3.99) == -3 and int(True) == 1

for bad in ("", " ", "-", "+", "1.5", "1e5", "0x10", "1__0", "_1", "1_", "- 1", "--1", "1 2", "abc", "\ud800",
        "\u00b2", "1\x00",
            "\u2167", "9" * 30 + "x"):
    try:
        int(bad)
    except ValueError as e:
        assert str(e) == "invalid literal for int() with base 10: " + repr(bad), str(e)
    else:
        raise AssertionError(bad)
for bad, base in (("2", 2), ("0x", 16), ("0b2", 0), ("08", 0), ("0_7", 0), ("g", 16), ("", 0), ("0b", 2),
        ("_", 36), ("0xx1", 16), ("01", 0)):
    try:
        int(bad, base)
    except ValueError as e:
        assert str(e) == "invalid literal for int() with base %d: %r" % (base, bad), str(e)
    else:
        raise AssertionError(bad)
raises(ValueError, "invalid literal for int() with base 10: b'x1'", int, b"x1")
raises(ValueError, "invalid literal for int() with base 10: b'1\\xff'", int, b"1\xff")
raises(ValueError, 'int() base must be >= 2 and <= 36, or 0', int, "1", 1)
raises(ValueError, 'int() base must be >= 2 and <= 36, or 0', int, "1", 37)
raises(ValueError, 'int() base must be >= 2 and <= 36, or 0', int, "1", -2)
raises(ValueError, 'int() base must be >= 2 and <= 36, or 0', int, "1", 2 ** 70)
raises(TypeError, "int() can't convert non-string with explicit base", int, 5, 10)
raises(TypeError, "'str' object cannot be interpreted as an integer", int, "1", "10")
raises(TypeError, "'float' object cannot be interpreted as an integer", int, "1", 2.0)
raises(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'", int, None)
raises(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'list'", int, [])
raises(TypeError, "int() argument must be a string, a bytes-like object or a real number, not 'complex'", int, 1j)
raises(TypeError, 'int() missing string argument', int, base=10)
raises(TypeError, 'int expected at most 2 arguments, got 3', int, "1", 2, 3)
raises(ValueError, 'cannot convert float NaN to integer', int, float("nan"))
raises(OverflowError, 'cannot convert float infinity to integer', int, float("inf"))

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def text_in(n, base):
    out = ""
    while n:
        n, r = divmod(n, base)
        out = DIGITS[r] + out
    return out or "0"


for base in range(2, 37):
    for n in (0, 1, base - 1, base, 2 ** 50, 2 ** 63 - 1, 2 ** 64, 10 ** 25, 7 ** 77):
        t = text_in(n, base)
        assert int(t, base) == n == int(t.upper(), base) == -int("-" + t, base)
total = 0
for i in range(1500):
    total += int(str(i * 7919 ** (i % 5)))
assert total == sum([i * 7919 ** (i % 5) for i in range(1500)])
print("int from text", total)
