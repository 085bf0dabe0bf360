"""str, repr, bin, oct, hex, format of ints: boundaries, long ints, subclasses, conversion limit."""
import sys


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


for n, text in ((0, "0"), (-1, "-1"), (2 ** 50, "1125899906842624"), (2 ** 51, "2251799813685248"),
        (-2 ** 51, "-2251799813685248"),
                (2 ** 63, "9223372036854775808"), (2 ** 64 - 1, "18446744073709551615"), (10 ** 19, "1" + "0" * 19),
                (-10 ** 18, "-1" + "0" * 18), (10 ** 38 - 1, "9" * 38)):
    assert str(n) == repr(n) == "%d" % n == f"{n}" == format(n) == text and int(text) == n
for k in range(1, 120):
    assert str(10 ** k) == "1" + "0" * k and str(10 ** k - 1) == "9" * k and str(-10 ** k) == "-1" + "0" * k
assert (bin(0), oct(0), hex(0)) == ("0b0", "0o0", "0x0")
assert (bin(-5), oct(-64), hex(-255)) == ("-0b101", "-0o100", "-0xff")
assert hex(2 ** 64 - 1) == "0x" + "f" * 16 and bin(2 ** 100) == "0b1" + "0" * 100
assert oct(8 ** 30) == "0o1" + "0" * 30
for n in (1, 255, 2 ** 51 + 3, 2 ** 63, 3 ** 100):
    assert int(bin(n), 2) == int(oct(n), 8) == int(hex(n), 16) == n
    assert int(bin(-n), 0) == int(oct(-n), 0) == int(hex(-n), 0) == -n
assert f"{255:x} {255:X} {255:#x} {255:#X} {5:b} {5:#010b} {8:o} {8:#o}" == "ff FF 0xff 0XFF 101 0b00000101 10 0o10"
assert f"{1234567:,} {1234567:_} {-1234567:,} {0xFFFFF:_x} {2**20:_b}" == '1,234,567 1_234_567 -1,234,567 f_ffff 1_0000_0000_0000_0000_0000'
assert f"{42:5}|{42:<5}|{42:^5}|{42:>5}|{42:05}|{-42:05}|{42:+}|{42: }|{-42:=6}" == '   42|42   | 42  |   42|00042|-0042|+42| 42|-   42'
assert f"{42:*^9}|{42:c}|{0x1F600:c}|{3:e}|{3:.2f}|{3:g}|{3:%}|{1234:n}" == '***42****|*|😀|3.000000e+00|3.00|3|300.000000%|1234'
assert format(10 ** 30, ",d") == ",".join(["1"] + ["000"] * 10)
raises(ValueError, "Unknown format code 's' for object of type 'int'", format, 3, "s")
raises(ValueError, 'Precision not allowed in integer format specifier', format, 3, ".2d")
raises(ValueError, "Cannot specify both ',' and '_'.", format, 3, ",_d")
raises(ValueError, "Cannot specify ',' with 'x'.", format, 3, ",x")
raises(ValueError, 'Negative zero coercion (z) not allowed in integer format specifier', format, 3, "z")
raises(ValueError, "Sign not allowed with integer format specifier 'c'", format, 3, "+c")
raises(OverflowError, '%c arg not in range(0x110000)', format, 0x110000, "c")
raises(OverflowError, '%c arg not in range(0x110000)', format, -1, "c")
raises(ValueError, "Invalid format specifier '5.2.1' for object of type 'int'", format, 3, "5.2.1")
raises(ValueError, "Unknown format code 'y' for object of type 'int'", format, 3, "y")
raises(TypeError, "'float' object cannot be interpreted as an integer", hex, 1.5)
raises(TypeError, "'str' object cannot be interpreted as an integer", bin, "5")


class Sub(int):
    def __repr__(self):
        return "Sub!"


s = Sub(7)
assert (str(s), repr(s), f"{s}", "%d" % s, "%s" % s, f"{s:d}", hex(s)) == ('Sub!', 'Sub!', 'Sub!', '7', 'Sub!', '7', '0x7')

assert sys.get_int_max_str_digits() == 4300 == sys.int_info.default_max_str_digits
big = 10 ** 4300
raises(ValueError, 'Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
        str, big)
assert len(str(big - 1)) == 4300
raises(ValueError, 'Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
        repr, -big)
raises(ValueError, 'Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit',
        int, "1" * 4301)
raises(ValueError, 'Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
        lambda: f"{big}")
assert int("1" * 4300) % 10 == 1 and len(hex(big)) == 3574 and int(hex(big), 16) == big
sys.set_int_max_str_digits(0)
assert str(big) == "1" + "0" * 4300 and int("7" * 9000) % 1000 == 777
assert str(3 ** 20000)[:12] == '266130342721' and str(7 ** 9000)[-12:] == '541525400001'
sys.set_int_max_str_digits(640)
raises(ValueError, 'Exceeds the limit (640 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
        str, 10 ** 640)
for bad in (639, -1, 1):
    raises(ValueError, 'maxdigits must be >= 640 or 0 for unlimited', sys.set_int_max_str_digits, bad)
sys.set_int_max_str_digits(4300)
print("int to text", hex(3 ** 40), f"{2 ** 70:,}")
