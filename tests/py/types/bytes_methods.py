"""bytes and bytearray methods: search, split, strip, case, justify, translate, replace, join, hex; shared errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

for T in (bytes, bytearray):
    b = T(b"Hello World")
    assert b.upper() == b"HELLO WORLD" and b.lower() == b"hello world" and b.swapcase() == b"hELLO wORLD"
    assert b.title() == b"Hello World" and T(b"abc dEF").capitalize() == b"Abc def" and type(b.upper()) is T
    assert b.find(b"o") == 4 and b.rfind(b"o") == 7 and b.find(111) == 4 and b.index(b"World") == 6
    assert b.rindex(108) == 9 and b.count(b"l") == 3 == b.count(108) and b.find(b"z") == -1
    assert b.find(b"o", 5) == 7 and b.count(b"") == 12 and b.find(b"", 11) == 11 and b.find(b"", 12) == -1
    assert b.startswith(b"He") and b.startswith((b"x", b"H")) and b.endswith(b"ld") and not b.endswith(())
    assert b.startswith(b"lo", 3) and b.endswith(b"W", 0, 7)
    assert b.split() == [b"Hello", b"World"] and b.split(b"o") == [b"Hell", b" W", b"rld"]
    assert b.rsplit(b"o", 1) == [b"Hello W", b"rld"] and b.partition(b" ") == (b"Hello", b" ", b"World")
    assert b.rpartition(b"o") == (b"Hello W", b"o", b"rld") and b.partition(b"z")[1] == b""
    assert type(b.split()[0]) is T and type(b.partition(b" ")[0]) is T
    assert T(b"a\nb\r\nc\rd\x0be").splitlines() == [b"a", b"b", b"c", b"d\x0be"]
    assert T(b"a\nb").splitlines(True) == [b"a\n", b"b"] and T(b" \t\x0ba\x0c ").strip() == b"a"
    assert T(b"xax").lstrip(b"x") == b"ax" and T(b"xax").rstrip(b"x") == b"xa"
    assert T(b"\x1ca").split() == [b"\x1ca"]
    assert b.replace(b"l", b"LL") == b"HeLLLLo WorLLd" and b.replace(b"l", b"", 2) == b"Heo World"
    assert T(b"ab").replace(b"", b"-") == b"-a-b-" and T(b"ab").ljust(4, b"*") == b"ab**"
    assert T(b"ab").rjust(4) == b"  ab" and T(b"ab").center(5, b".") == b"..ab."
    assert T(b"-5").zfill(4) == b"-005"
    assert T(b"a\tb").expandtabs(4) == b"a   b" and T(b"prefix").removeprefix(b"pre") == b"fix"
    assert T(b"a.py").removesuffix(b".py") == b"a"
    assert T(b",").join([b"a", bytearray(b"b"), memoryview(b"c")]) == b"a,b,c"
    assert T(b"abc").translate(bytes(range(256))[::-1]) == bytes([255 - c for c in b"abc"])
    assert T(b"hello").translate(None, b"l") == b"heo"
    assert T(b"abc").translate(bytes.maketrans(b"ab", b"xy"), b"c") == b"xy"
    assert T.maketrans(b"a", b"b")[97] == 98
    assert T(b"\x01\xab").hex() == "01ab" and T(b"\x01\xab\xcd").hex(":") == "01:ab:cd"
    assert T(b"\x01\xab\xcd").hex("-", 2) == "01-abcd" and T(b"\x01\xab\xcd").hex("-", -2) == "01ab-cd"
    assert T.fromhex("01 aB\ncd") == b"\x01\xab\xcd" and T.fromhex(b"01ff") == b"\x01\xff"
    assert type(T.fromhex("")) is T
    assert T(b"abc").isalpha() and T(b"a1").isalnum() and T(b"12").isdigit() and T(b" \t").isspace()
    assert T(b"AB").isupper() and T(b"ab").islower() and T(b"Ab Cd").istitle() and T(b"a\x7f").isascii()
    assert not T(b"\x80").isascii() and not T(b"").isalpha() and T(b"").isascii() and not T(b"\xe9").isalpha()
    assert T(b"\xe9").upper() == b"\xe9"
    assert T(b"%d %s %r %x %c %b %a %5.1f|%-5s|%%") % (1, b"b", b"r", 255, 65, b"q", "é", 2.5,
            b"z") == b"1 b b'r' ff A q '\\xe9'   2.5|z    |%"
    assert T(b"%(k)s") % {b"k": b"v"} == b"v" and type(T(b"%d") % 1) is T
    raises(ValueError, 'subsection not found', b.index, b"zz")
    raises(TypeError, "argument should be integer or bytes-like object, not 'str'", b.find, "o")
    raises(ValueError, 'byte must be in range(0, 256)', b.find, 256)
    raises(TypeError, "a bytes-like object is required, not 'str'", b.split, "a")
    raises(ValueError, 'empty separator', b.split, b"")
    raises(TypeError, "a bytes-like object is required, not 'str'", b.replace, b"a", "b")
    raises(TypeError, "a bytes-like object is required, not 'str'", b.strip, "a")
    raises(TypeError, 'sequence item 0: expected a bytes-like object, str found', T(b",").join, ["a"])
    raises(TypeError, 'sequence item 0: expected a bytes-like object, int found', T(b",").join, [1])
    raises(TypeError, 'can only join an iterable', T(b",").join, 5)
    raises(TypeError, 'startswith first arg must be bytes or a tuple of bytes, not str', b.startswith, "H")
    raises(TypeError, "a bytes-like object is required, not 'str'", b.startswith, ("H",))
    raises(ValueError, 'translation table must be 256 characters long', b.translate, b"short")
    raises(ValueError, 'maketrans arguments must have same length', T.maketrans, b"ab", b"c")
    raises(TypeError, 'ljust() argument 2 must be a byte string of length 1, not str', b.ljust, 5, "a")
    raises(TypeError, 'center(): argument 2 must be a byte string of length 1, not a bytes object of length 2',
            b.center, 5, b"ab")
    raises(ValueError, 'fromhex() arg must contain an even number of hexadecimal digits', T.fromhex, "0")
    raises(ValueError, 'non-hexadecimal number found in fromhex() arg at position 1', T.fromhex, "0x")
    raises(TypeError, 'fromhex() argument must be str or bytes-like, not int', T.fromhex, 5)
    raises(ValueError, 'sep must be length 1.', b.hex, "ab")
    raises(ValueError, 'sep must be ASCII.', b.hex, "é")
    raises(TypeError, "%b requires a bytes-like object, or an object that implements __bytes__, not 'str'",
            lambda: T(b"%s") % "text")
    raises(TypeError, '%d format: a real number is required, not bytes', lambda: T(b"%d") % b"1")
    raises(TypeError, '%c requires an integer in range(256) or a single byte, not str', lambda: T(b"%c") % "ab")
    raises(OverflowError, '%c arg not in range(256)', lambda: T(b"%c") % 256)
    raises(TypeError, "%b requires a bytes-like object, or an object that implements __bytes__, not 'int'",
            lambda: T(b"%b") % 5)
    raises(ValueError, "unsupported format character 'z' (0x7a) at index 1", lambda: T(b"%z") % 5)
    raises(UnicodeDecodeError, "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", T(b"\xff").decode)
    raises(TypeError, "hex() got an unexpected keyword argument 'b'", b.hex, b=1)
total = 0
for i in range(500):
    total += len((b"a,b,,c%d" % i).replace(b",", b"--").split(b"--")[-1])
assert total == 500 + 10 + 180 + 1200
print("bytes methods", total, b.hex(" ", 4))
