"""str.format and format_map: fields, attribute and item access, nesting, auto numbering, conversions."""


class P:
    def __init__(self, x):
        self.x = x

    def __getitem__(self, k):
        return ("item", k)

    def __format__(self, spec):
        return "<%s>" % spec


p = P(5)
assert "{}{}".format(1, 2) == "12" and "{1}{0}".format("a", "b") == "ba" and "{a}{b}".format(a=1, b=2) == "12"
assert "{0}{0}{k}".format("x", k="y") == "xxy"
assert "{{}}{}".format(1) == "{}1" and "".format() == ""
assert "{!r} {!s} {!a}".format("é", "é", "é") == "'é' é '\\xe9'"
assert "{:>5}|{:<5}|{:^5}".format(1, 2, 3) == "    1|2    |  3  "
assert "{0.x} {0[0]} {0[key]} {0[a b]} {0[-1]} {0.x.real}".format(p) == "5 ('item', 0) ('item', 'key') ('item', 'a b') ('item', '-1') 5"
assert "{:{}}".format("a", 3) == "a  " and "{:{w}.{p}f}".format(3.14159, w=8, p=2) == "    3.14"
assert "{0:{1}{2}}".format(5, "0", 4) == "0005" and "{:{}{}}".format(1, ">", 4) == "   1"
assert "{:abc{}}".format(p, "d") == "<abcd>" and "{0:}".format(p) == "<>" and "{!r:>5}".format("a") == "  'a'"
assert "{0[a][b]}".format({"a": {"b": 1}}) == "1" and "{0.__class__.__name__}".format(1) == "int"
assert "{:%Y}".format(p) == "<%Y>" and "{:,}".format(10 ** 6) == "1,000,000"
assert "{:.3}".format("abcdef") == "abc" and "{:5.2}|".format("abc") == "ab   |"
assert "{:é^5}".format("x") == "ééxéé" and "{[0]}".format([7]) == "7" and "{.real}".format(3) == "3"
assert "{a}".format_map({"a": 1}) == "1" and "{0}".format(*[5]) == "5" and "{k}".format(**{"k": "v"}) == "v"
assert "{ a}".format_map({" a": 2}) == "2" and "{a }".format(**{"a ": 3}) == "3"


class Missing(dict):
    def __missing__(self, k):
        return "<" + k + ">"


assert "{x} {y}".format_map(Missing(x=1)) == "1 <y>"
assert "{y.imag} {y.real}".format_map({"y": 5j}) == '5.0 0.0'
texts = []
for fmt, args, kw in (("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{0} {}", (1, 2), {}),
        ("{} {0}", (1, 2), {}), ("{a}", (), {}), ("{2}", (1,), {}), ("{!x}", (1,), {}), ("{!}", (1,), {}),
        ("{0!rr}", (1,), {}), ("{0[}", (1,), {}), ("{0[]}", ([1],), {}), ("{0.}", (1,), {}),
        ("{0.y}", (p,), {}), ("{0[9]}", ([1],), {}),
                      ("{0[k]}", ([1],), {}), ("{:d}", ("a",), {}), ("{:z}", ("a",), {}),
                              ("{0:{1:{2}}}", (1, 2, 3), {}), ("{:{}}", (1,), {}), ("{0x}", (1,), {}),
                              ("{0]}", (1,), {}), ("{0[1]x}", ([1, 2],), {}), ("{a.b}", (), {"a": 1}),
                              ("{:>{w}}", (1,), {}), ("{!r", (1,), {}), ("{:", (1,), {}), ("{99999999999999999999}", (1,), {}),
                      ("a}b", (), {}), ("{{}", (), {}), ("{0!r }", (1,), {}), ("{0!}", (1,), {}), ("{:{!r}}", (1, "a"), {})):
    try:
        texts.append(fmt.format(*args, **kw))
    except Exception as e:
        texts.append(type(e).__name__ + ": " + str(e))
assert texts == [
    "ValueError: Single '{' encountered in format string",
    "ValueError: Single '}' encountered in format string",
    'IndexError: Replacement index 0 out of range for positional args tuple',
    'ValueError: cannot switch from manual field specification to automatic field numbering',
    'ValueError: cannot switch from automatic field numbering to manual field specification',
    "KeyError: 'a'", 'IndexError: Replacement index 2 out of range for positional args tuple',
    'ValueError: Unknown conversion specifier x', "ValueError: unmatched '{' in format spec",
    "ValueError: expected ':' after conversion specifier",
    "ValueError: expected '}' before end of string", 'ValueError: Empty attribute in format string',
    'ValueError: Empty attribute in format string',
    "AttributeError: 'P' object has no attribute 'y'", 'IndexError: list index out of range',
    'TypeError: list indices must be integers or slices, not str',
    "ValueError: Unknown format code 'd' for object of type 'str'",
    'ValueError: Negative zero coercion (z) not allowed in string format specifier',
    'ValueError: Max string recursion exceeded',
    'IndexError: Replacement index 1 out of range for positional args tuple', "KeyError: '0x'",
    "KeyError: '0]'", "ValueError: Only '.' or '[' may follow ']' in format field specifier",
    "AttributeError: 'int' object has no attribute 'b'", "KeyError: 'w'",
    "ValueError: unmatched '{' in format spec", "ValueError: unmatched '{' in format spec",
    'ValueError: Too many decimal digits in format string',
    "ValueError: Single '}' encountered in format string",
    "ValueError: Single '}' encountered in format string",
    "ValueError: expected ':' after conversion specifier",
    "ValueError: unmatched '{' in format spec",
    "ValueError: Invalid format specifier ''a'' for object of type 'int'",
]
for bad in ((), (1, 2)):
    try:
        "{a}".format_map(*bad)
    except TypeError as e:
        texts.append(str(e))
try:
    "{a}".format_map([1])
except TypeError as e:
    texts.append(str(e))
assert texts[-3:] == [
    'str.format_map() takes exactly one argument (0 given)',
    'str.format_map() takes exactly one argument (2 given)',
    'list indices must be integers or slices, not str',
]
out = ""
for i in range(500):
    out = "{0:>3}{1!r}{k}".format(i, "ab"[i % 2], k=out[-9:])
assert out == "499'b''b'  0'a'"
print("format", out, "{:^9}".format("mid"))
