"""The % operator of str: every conversion, flags, mappings, width and precision from arguments, exact errors."""

assert "%s %d %r %x %o %X %c %c %% %i %u" % ("a", 1, "b", 255, 8, 255, "c", 100, 2, 3) == "a 1 'b' ff 10 FF c d % 2 3"
assert "%5s|%-5s|%05d|%+d|% d|%#x|%#o|%.2s|%5.1f|%-8.3e|" % ("a", "b", 42, 5, 5, 255, 8, "xyz", 3.14159,
        12345.678) == '    a|b    |00042|+5| 5|0xff|0o10|xy|  3.1|1.235e+04|'
assert "%(a)s %(b)05d %(a)r %(c d)s %(%)s" % {"a": 1, "b": 2, "c d": 3, "%": 4} == "1 00002 1 3 4"
assert "%s" % [1] == "[1]" and "%s" % {"a": 1} == "{'a': 1}" and "%%" % () == "%" and "%%" % {} == "%"
assert "abc" % {} == "abc"
assert "%*d|%-*d|%.*f|%*.*f" % (5, 1, 5, 1, 2, 3.14159, 8, 3, 2.0) == "    1|1    |3.14|   2.000"
assert "%*d" % (-5, 1) == "1    " and "%.*s" % (2, "abc") == "ab" and "%.0f %.0f" % (0.5, 1.5) == "0 2"
assert "%d %d %d" % (3.99, -3.99, True) == "3 -3 1" and "%s %s" % (None, ...) == "None Ellipsis"
assert "%a" % "é" == "'\\xe9'" and "%5c|%-5c|" % ("x", 0x20AC) == "    x|\u20ac    |"
assert "%ld %hd %Ld" % (1, 2, 3) == "1 2 3"
assert "%x %X %#X %o" % (-255, -255, -255, -8) == "-ff -FF -0XFF -10"
assert "%+x % x %08x %-8x|%+08d %0+8d" % (255, 255, 255, 255, 42, 42) == "+ff  ff 000000ff ff      |+0000042 +0000042"
assert "%.5d|%8.5d|%-8.5d|%+.3d|%#.5x" % (42, 42, 42, 42, 42) == '00042|   00042|00042   |+042|0x0002a'
assert "%e %E %g %G %f %F" % (1e10, 1e10, 1e-5, 1e-5, 1.5, float("inf")) == "1.000000e+10 1.000000E+10 1e-05 1E-05 1.500000 INF"
assert "%#g %#.0f %g" % (1.0, 1.0, 1e100) == "1.00000 1. 1e+100"
assert "%010.2f|%+.1e|% .3f|%-10.1f|" % (-3.14159, 0.0, 2.5, 7.77) == '-000003.14|+0.0e+00| 2.500|7.8       |'
assert "%d" % (2 ** 70,) == str(2 ** 70) and "%x" % (2 ** 70,) == hex(2 ** 70)[2:]
assert "%025d" % (-2 ** 70,) == "-00" + str(2 ** 70)


class I:
    def __index__(self):
        return 10


class N:
    def __int__(self):
        return 11


class F:
    def __float__(self):
        return 2.5


assert "%d %x %o %c" % (I(), I(), I(), I()) == "10 a 12 \n" and "%d %i" % (N(), N()) == "11 11"
assert "%f %g" % (F(), F()) == "2.500000 2.5" and "%s" % ((1, 2),) == "(1, 2)"
assert "%s %s" % (1, (2,)) == "1 (2,)"


class M:
    def __getitem__(self, k):
        return k * 2


assert "%(ab)s" % M() == "abab" and "no args" % [] == "no args" and "%s" % M.__name__ == "M"
assert ("%s" * 3) % (1, 2, 3) == "123"
texts = []
for fmt, arg in (("%d", "a"), ("%d", None), ("%s %s", 1), ("%s %s", (1,)), ("%s", (1, 2)), ("%s", ()), ("x", 1),
        ("x", (1,)), ("%", 1), ("%z", 1), ("%(a)s", 1), ("%(a)s", {}), ("%(a", {"a": 1}), ("%(a)", {"a": 1}),
        ("%c", "ab"), ("%c", -1), ("%c", 0x110000), ("%c", 1.5), ("%x", 1.5), ("%o", "a"), ("%f", "a"), ("%e", None),
                 ("%*d", (1.5, 2)), ("%.*f", ("a", 2)), ("%5", 1), ("%.f", 1), ("%99999999999999999999d", 1),
                         ("%.99999999999999999999f", 1), ("%d", 1j), ("%s %", 1), ("%(a)s %s", {"a": 1}),
                         ("%s %(a)s", {"a": 1}), ("%i", []), ("%x", None), ("%y%d", 5), ("%é", 1),
                         ("%d", float("nan")), ("%d", float("inf")), ("%*s", (5,)), ("%(a)*d", {"a": 1})):
    try:
        texts.append(fmt % arg)
    except Exception as e:
        texts.append(type(e).__name__ + ": " + str(e))
assert texts == [
    'TypeError: %d format: a real number is required, not str',
    'TypeError: %d format: a real number is required, not NoneType',
    'TypeError: not enough arguments for format string',
    'TypeError: not enough arguments for format string',
    'TypeError: not all arguments converted during string formatting',
    'TypeError: not enough arguments for format string',
    'TypeError: not all arguments converted during string formatting',
    'TypeError: not all arguments converted during string formatting',
    'ValueError: incomplete format',
    "ValueError: unsupported format character 'z' (0x7a) at index 1",
    'TypeError: format requires a mapping', "KeyError: 'a'", 'ValueError: incomplete format key',
    'ValueError: incomplete format',
    'TypeError: %c requires an int or a unicode character, not a string of length 2',
    'OverflowError: %c arg not in range(0x110000)', 'OverflowError: %c arg not in range(0x110000)',
    'TypeError: %c requires an int or a unicode character, not float',
    'TypeError: %x format: an integer is required, not float',
    'TypeError: %o format: an integer is required, not str',
    'TypeError: must be real number, not str', 'TypeError: must be real number, not NoneType',
    'TypeError: * wants int', 'TypeError: * wants int', 'ValueError: incomplete format', '1',
    'ValueError: width too big', 'ValueError: precision too big',
    'TypeError: %d format: a real number is required, not complex', 'ValueError: incomplete format',
    'TypeError: not enough arguments for format string', "{'a': 1} 1",
    'TypeError: %i format: a real number is required, not list',
    'TypeError: %x format: an integer is required, not NoneType',
    "ValueError: unsupported format character 'y' (0x79) at index 1",
    "ValueError: unsupported format character '?' (0xe9) at index 1",
    'ValueError: cannot convert float NaN to integer',
    'OverflowError: cannot convert float infinity to integer',
    'TypeError: not enough arguments for format string',
    'TypeError: not enough arguments for format string',
]
acc = ""
for i in range(800):
    acc = "%s%03d%-4s%x" % (acc[-12:], i, "ab"[: i % 3], i)
assert acc == '1d798    31e799a   31f'
print("percent", acc)
