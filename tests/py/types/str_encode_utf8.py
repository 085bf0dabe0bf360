"""UTF-8 encoding and decoding: all lengths, invalid sequences with every error handler, surrogates, BOM."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

for cp, raw in ((0, b"\0"), (0x7F, b"\x7f"), (0x80, b"\xc2\x80"), (0x7FF, b"\xdf\xbf"),
        (0x800, b"\xe0\xa0\x80"), (0xD7FF, b"\xed\x9f\xbf"), (0xE000, b"\xee\x80\x80"),
        (0xFFFF, b"\xef\xbf\xbf"), (0x10000, b"\xf0\x90\x80\x80"), (0x10FFFF, b"\xf4\x8f\xbf\xbf")):
    c = chr(cp)
    assert c.encode() == raw == c.encode("utf-8") == c.encode("UTF8") == c.encode("u8")
    assert raw.decode() == c == str(raw, "utf-8") == bytearray(raw).decode("utf_8") == str(memoryview(raw), "utf-8")
text = "".join(map(chr, range(0x20, 0x2FF))) + "\u20ac\U0001f600" * 50
assert text.encode().decode() == text and len(text.encode()) == 0x5F + 1 + (0x2FF - 0x80) * 2 + 350
assert ("a" * 5000 + "\u00e9").encode().decode()[-1] == "\u00e9"

INVALID = [b"\x80", b"\xff", b"a\xc2", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe2\x82", b"\xe2\x82a",
        b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf0\x80\x80\x80", b"\xf0\x9f\x98", b"\xf0\x9f\x98a",
        b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"ab\xffcd\xfe\xe2\x82\xac",
        b"\xe2\xe2\x82\xac", b"\xf0\xf0\x9f\x98\x80", b"\xc2\xc2\xa9", b"\xe0\xa0", b"\xf1\x80\x80\xe1\x80\xc2"]
rows = []
for raw in INVALID:
    try:
        raw.decode()
        raise AssertionError(raw)
    except UnicodeDecodeError as e:
        rows.append((e.start, e.end, e.reason, str(e)))
        assert e.encoding == "utf-8" and e.object == raw
    rows.append((raw.decode("utf-8", "ignore"), ascii(raw.decode("utf-8", "replace")),
            raw.decode("utf-8", "backslashreplace"), ascii(raw.decode("utf-8", "surrogateescape"))))
    assert raw.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == raw
assert rows == [
    (0, 1, 'invalid start byte', "'utf-8' codec can't decode byte 0x80 in position 0: invalid start byte"),
    ('', "'\\ufffd'", '\\x80', "'\\udc80'"),
    (0, 1, 'invalid start byte', "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ('', "'\\ufffd'", '\\xff', "'\\udcff'"),
    (1, 2, 'unexpected end of data', "'utf-8' codec can't decode byte 0xc2 in position 1: unexpected end of data"),
    ('a', "'a\\ufffd'", 'a\\xc2', "'a\\udcc2'"),
    (0, 1, 'invalid start byte', "'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte"),
    ('', "'\\ufffd\\ufffd'", '\\xc0\\x80', "'\\udcc0\\udc80'"),
    (0, 1, 'invalid start byte', "'utf-8' codec can't decode byte 0xc1 in position 0: invalid start byte"),
    ('', "'\\ufffd\\ufffd'", '\\xc1\\xbf', "'\\udcc1\\udcbf'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xe0 in position 0: invalid continuation byte"),
    ('', "'\\ufffd\\ufffd\\ufffd'", '\\xe0\\x80\\x80', "'\\udce0\\udc80\\udc80'"),
    (0, 2, 'unexpected end of data', "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"),
    ('', "'\\ufffd'", '\\xe2\\x82', "'\\udce2\\udc82'"),
    (0, 2, 'invalid continuation byte', "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte"),
    ('a', "'\\ufffda'", '\\xe2\\x82a', "'\\udce2\\udc82a'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"),
    ('', "'\\ufffd\\ufffd\\ufffd'", '\\xed\\xa0\\x80', "'\\udced\\udca0\\udc80'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"),
    ('', "'\\ufffd\\ufffd\\ufffd'", '\\xed\\xbf\\xbf', "'\\udced\\udcbf\\udcbf'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xf0 in position 0: invalid continuation byte"),
    ('', "'\\ufffd\\ufffd\\ufffd\\ufffd'", '\\xf0\\x80\\x80\\x80', "'\\udcf0\\udc80\\udc80\\udc80'"),
    (0, 3, 'unexpected end of data', "'utf-8' codec can't decode bytes in position 0-2: unexpected end of data"),
    ('', "'\\ufffd'", '\\xf0\\x9f\\x98', "'\\udcf0\\udc9f\\udc98'"),
    (0, 3, 'invalid continuation byte', "'utf-8' codec can't decode bytes in position 0-2: invalid continuation byte"),
    ('a', "'\\ufffda'", '\\xf0\\x9f\\x98a', "'\\udcf0\\udc9f\\udc98a'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xf4 in position 0: invalid continuation byte"),
    ('', "'\\ufffd\\ufffd\\ufffd\\ufffd'", '\\xf4\\x90\\x80\\x80', "'\\udcf4\\udc90\\udc80\\udc80'"),
    (0, 1, 'invalid start byte', "'utf-8' codec can't decode byte 0xf5 in position 0: invalid start byte"),
    ('', "'\\ufffd\\ufffd\\ufffd\\ufffd'", '\\xf5\\x80\\x80\\x80', "'\\udcf5\\udc80\\udc80\\udc80'"),
    (0, 1, 'invalid start byte', "'utf-8' codec can't decode byte 0xf8 in position 0: invalid start byte"),
    ('', "'\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd'", '\\xf8\\x88\\x80\\x80\\x80', "'\\udcf8\\udc88\\udc80\\udc80\\udc80'"),
    (2, 3, 'invalid start byte', "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"),
    ('abcd€', "'ab\\ufffdcd\\ufffd\\u20ac'", 'ab\\xffcd\\xfe€', "'ab\\udcffcd\\udcfe\\u20ac'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte"),
    ('€', "'\\ufffd\\u20ac'", '\\xe2€', "'\\udce2\\u20ac'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xf0 in position 0: invalid continuation byte"),
    ('😀', "'\\ufffd\\U0001f600'", '\\xf0😀', "'\\udcf0\\U0001f600'"),
    (0, 1, 'invalid continuation byte', "'utf-8' codec can't decode byte 0xc2 in position 0: invalid continuation byte"),
    ('©', "'\\ufffd\\xa9'", '\\xc2©', "'\\udcc2\\xa9'"),
    (0, 2, 'unexpected end of data', "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"),
    ('', "'\\ufffd'", '\\xe0\\xa0', "'\\udce0\\udca0'"),
    (0, 3, 'invalid continuation byte', "'utf-8' codec can't decode bytes in position 0-2: invalid continuation byte"),
    ('', "'\\ufffd\\ufffd\\ufffd'", '\\xf1\\x80\\x80\\xe1\\x80\\xc2', "'\\udcf1\\udc80\\udc80\\udce1\\udc80\\udcc2'"),
]
assert ascii(b"\xed\xa0\x80x".decode("utf-8", "surrogatepass")) == "'\\ud800x'"
assert "\ud800x\udfff".encode("utf-8", "surrogatepass") == b"\xed\xa0\x80x\xed\xbf\xbf"
for bad, start, end in (("\ud800", 0, 1), ("a\ud800\udc00b", 1, 3), ("ab\udfff", 2, 3)):
    try:
        bad.encode()
        raise AssertionError
    except UnicodeEncodeError as e:
        assert (e.start, e.end, e.reason, e.object, e.encoding) == (start, end, "surrogates not allowed", bad, "utf-8")
raises(UnicodeEncodeError, "'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed",
        "a\ud800".encode)
raises(UnicodeEncodeError, "'utf-8' codec can't encode characters in position 0-1: surrogates not allowed",
        "\ud800\ud801".encode)
assert [s.encode("utf-8", h) for s in ("a\ud800b", "\udc80\udcff")
        for h in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace")] == [
    b'ab', b'a?b', b'a\\ud800b', b'a&#55296;b', b'a\\ud800b', b'', b'??', b'\\udc80\\udcff',
    b'&#56448;&#56575;', b'\\udc80\\udcff',
]
raises(UnicodeEncodeError, "'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        "\ud800".encode, "utf-8", "surrogateescape")
raises(LookupError, 'unknown encoding: nope', "a".encode, "nope")
raises(LookupError, "unknown error handler name 'nope'", "\ud800".encode, "utf-8", "nope")
raises(LookupError, "unknown error handler name 'nope'", b"\xff".decode, "utf-8", "nope")
assert "ascii".encode("utf-8", "nope") == b"ascii" and b"x".decode("utf-8", "whatever") == "x"
raises(TypeError, "encode() argument 'encoding' must be str, not int", "a".encode, 5)
raises(TypeError, "decode() argument 'errors' must be str, not int", b"a".decode, "utf-8", 5)
raises(TypeError, 'decoding str is not supported', str, "a", "utf-8")
raises(TypeError, 'decoding to str: need a bytes-like object, int found', str, 5, "utf-8")
raises(TypeError, 'string argument without an encoding', bytes, "a")
assert "\ufeffa".encode("utf-8-sig") == b"\xef\xbb\xbf\xef\xbb\xbfa"
assert b"\xef\xbb\xbfa".decode("utf-8-sig") == "a" and b"\xef\xbb\xbfa".decode() == "\ufeffa"
assert b"a".decode("utf-8-sig") == "a" and str(b"ab", errors="strict") == "ab"
n = 0
for cp in range(0, 0x110000, 997):
    if not 0xD800 <= cp < 0xE000:
        n += len((chr(cp) * 3).encode())
assert n == 13188
print("utf-8", n, len(rows))
