"""utf-16, utf-32, latin-1, ascii, cp1252, utf-7, escapes and friends; error handlers registered by the program."""
import codecs


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

S = "a\u00e9\u20ac\U0001f600"
TABLE = {}
for enc in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "unicode_escape", "raw_unicode_escape"):
    raw = S.encode(enc)
    TABLE[enc] = raw
    assert raw.decode(enc) == S
assert TABLE == {
    'utf-16': b'\xff\xfea\x00\xe9\x00\xac =\xd8\x00\xde',
    'utf-16-le': b'a\x00\xe9\x00\xac =\xd8\x00\xde', 'utf-16-be': b'\x00a\x00\xe9 \xac\xd8=\xde\x00',
    'utf-32': b'\xff\xfe\x00\x00a\x00\x00\x00\xe9\x00\x00\x00\xac \x00\x00\x00\xf6\x01\x00',
    'utf-32-le': b'a\x00\x00\x00\xe9\x00\x00\x00\xac \x00\x00\x00\xf6\x01\x00',
    'utf-32-be': b'\x00\x00\x00a\x00\x00\x00\xe9\x00\x00 \xac\x00\x01\xf6\x00',
    'unicode_escape': b'a\\xe9\\u20ac\\U0001f600', 'raw_unicode_escape': b'a\xe9\\u20ac\\U0001f600',
}
assert b"\xff\xfea\0".decode("utf-16") == "a" == b"\xfe\xff\0a".decode("utf-16")
assert b"a\0".decode("utf-16") == "a" and b"".decode("utf-16") == ""
assert "".encode("utf-16") == codecs.BOM_UTF16
assert bytes(range(256)).decode("latin-1") == "".join(map(chr, range(256)))
assert "".join(map(chr, range(256))).encode("iso-8859-1") == bytes(range(256)) and "é".encode("l1") == b"\xe9"
assert bytes(range(128)).decode("ascii").encode("us-ascii") == bytes(range(128))


def err(fn, *args):
    try:
        fn(*args)
    except UnicodeError as e:
        return type(e).__name__, e.encoding, e.start, e.end, e.reason, str(e)


assert [err(b"a".decode, "utf-16-le"), err(b"\0\xd8a\0".decode, "utf-16-le"),
        err(b"\0\xdca\0".decode, "utf-16-le"), err(b"\0\xd8".decode, "utf-16-le"),
        err(b"\0\0\x11\0".decode, "utf-32-le"), err(b"\0\xd8\0\0".decode, "utf-32-le"), err(b"abc".decode, "utf-32-le")] == [
    ('UnicodeDecodeError', 'utf-16-le', 0, 1, 'truncated data',
            "'utf-16-le' codec can't decode byte 0x61 in position 0: truncated data"),
    ('UnicodeDecodeError', 'utf-16-le', 0, 2, 'illegal UTF-16 surrogate',
            "'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate"),
    ('UnicodeDecodeError', 'utf-16-le', 0, 2, 'illegal encoding',
            "'utf-16-le' codec can't decode bytes in position 0-1: illegal encoding"),
    ('UnicodeDecodeError', 'utf-16-le', 0, 2, 'unexpected end of data',
            "'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data"),
    ('UnicodeDecodeError', 'utf-32-le', 0, 4, 'code point not in range(0x110000)',
            "'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)"),
    ('UnicodeDecodeError', 'utf-32-le', 0, 4, 'code point in surrogate code point range(0xd800, 0xe000)',
            "'utf-32-le' codec can't decode bytes in position 0-3: code point in surrogate code point range(0xd800, 0xe000)"),
    ('UnicodeDecodeError', 'utf-32-le', 0, 3, 'truncated data',
            "'utf-32-le' codec can't decode bytes in position 0-2: truncated data"),
]
assert [err("\ud800".encode, "utf-16"), err("a\ud800".encode, "utf-32"), err("é€".encode, "ascii"),
        err("aé€\u0101".encode, "latin-1"), err(b"a\x80".decode, "ascii"), err("\u0101".encode, "cp1252"),
        err(b"\x81".decode, "cp1252")] == [
    ('UnicodeEncodeError', 'utf-16', 0, 1, 'surrogates not allowed',
            "'utf-16' codec can't encode character '\\ud800' in position 0: surrogates not allowed"),
    ('UnicodeEncodeError', 'utf-32', 1, 2, 'surrogates not allowed',
            "'utf-32' codec can't encode character '\\ud800' in position 1: surrogates not allowed"),
    ('UnicodeEncodeError', 'ascii', 0, 2, 'ordinal not in range(128)',
            "'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)"),
    ('UnicodeEncodeError', 'latin-1', 2, 4, 'ordinal not in range(256)',
            "'latin-1' codec can't encode characters in position 2-3: ordinal not in range(256)"),
    ('UnicodeDecodeError', 'ascii', 1, 2, 'ordinal not in range(128)',
            "'ascii' codec can't decode byte 0x80 in position 1: ordinal not in range(128)"),
    ('UnicodeEncodeError', 'charmap', 0, 1, 'character maps to <undefined>',
            "'charmap' codec can't encode character '\\u0101' in position 0: character maps to <undefined>"),
    ('UnicodeDecodeError', 'charmap', 0, 1, 'character maps to <undefined>',
            "'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>"),
]
for enc in ("ascii", "latin-1"):
    assert [S.encode(enc, h) for h in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace",
            "namereplace")] == {"ascii": [b"a", b"a???", b"a\\xe9\\u20ac\\U0001f600",
            b"a&#233;&#8364;&#128512;", b"a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{EURO SIGN}\\N{GRINNING FACE}"],
                                                                                                                       "latin-1": [b"a\xe9",
                                                                                                                               b"a\xe9??", b"a\xe9\\u20ac\\U0001f600",
                                                                                                                               b"a\xe9&#8364;&#128512;", b"a\xe9\\N{EURO SIGN}\\N{GRINNING FACE}"]}[enc]
assert [ascii(b"a\x80\xff".decode("ascii", h)) for h in ("ignore", "replace", "backslashreplace",
        "surrogateescape")] == ["'a'", "'a\\ufffd\\ufffd'", "'a\\\\x80\\\\xff'", "'a\\udc80\\udcff'"]
assert "a\udc80".encode("ascii", "surrogateescape") == b"a\x80"
assert "\ud800".encode("utf-16-le", "surrogatepass") == b"\0\xd8"
assert ascii(b"\0\xd8".decode("utf-16-le", "surrogatepass")) == "'\\ud800'"
assert b"\\x41\\u20ac\\n\\\\\\101".decode("unicode_escape") == "A\u20ac\n\\A"
assert "\n\t\x80".encode("unicode_escape") == b"\\n\\t\\x80"
assert b"\xe9\\u20ac\\x41".decode("raw_unicode_escape") == "\xe9\u20ac\\x41"
assert codecs.encode("ab", "rot13") == "no"
raises(LookupError, "'rot13' is not a text encoding; use codecs.encode() to handle arbitrary codecs", "a".encode, "rot13")
raises(LookupError, "'hex' is not a text encoding; use codecs.decode() to handle arbitrary codecs", b"a".decode, "hex")
raises(UnicodeDecodeError, "'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape",
        b"\\x4".decode, "unicode_escape")
raises(UnicodeDecodeError, "'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character",
        b"\\U00110000".decode, "unicode_escape")
raises(UnicodeDecodeError, "'unicodeescape' codec can't decode byte 0x5c in position 1: \\ at end of string",
        b"a\\".decode, "unicode_escape")
seen = []


def handler(e):
    seen.append((type(e).__name__, e.object[e.start:e.end]))
    return "<%d>" % (e.end - e.start), e.end


codecs.register_error("test.mine", handler)
assert "a€€b".encode("ascii", "test.mine") == b"a<2>b"
assert b"a\xff\xfeb".decode("ascii", "test.mine") == "a<1><1>b"
assert b"\xe2\x82a".decode("utf-8", "test.mine") == "<2>a" and len(seen) == 4
assert codecs.lookup_error("test.mine") is handler
codecs.register_error("test.bytes", lambda e: (b"\xff", e.end))
assert "a€".encode("latin-1", "test.bytes") == b"a\xff"
codecs.register_error("test.back", lambda e: ("x", -1 if e.start == 0 else e.end))
assert "€bc".encode("ascii", "test.back") == b"xc"
codecs.register_error("test.bad", lambda e: 5)
codecs.register_error("test.pos", lambda e: ("", 99))
raises(TypeError, 'encoding error handler must return (str/bytes, int) tuple', "€".encode, "ascii", "test.bad")
raises(TypeError, 'decoding error handler must return (str, int) tuple', b"\xff".decode, "ascii", "test.bad")
raises(IndexError, 'position 99 from error handler out of bounds', "€".encode, "ascii", "test.pos")
raises(LookupError, "unknown error handler name 'absent'", codecs.lookup_error, "absent")
raises(TypeError, 'handler must be callable', codecs.register_error, "x", 5)
info = codecs.lookup("UTF-8")
assert info.name == "utf-8" and codecs.encode("é", "utf-8") == b"\xc3\xa9"
assert codecs.decode(b"\xe9", "latin1") == "é" and info.incrementaldecoder().decode(b"\xc3") == ""
assert codecs.getencoder("ascii")("ab") == (b"ab", 2)
dec = codecs.getincrementaldecoder("utf-8")()
out = "".join([dec.decode(bytes([b])) for b in (S * 30).encode()]) + dec.decode(b"", True)
assert out == S * 30
e = UnicodeEncodeError("enc", "abc", 1, 2, "why")
assert str(e) == "'enc' codec can't encode character '\\x62' in position 1: why"
assert e.args == ("enc", "abc", 1, 2, "why")
assert str(UnicodeDecodeError("d", b"abc", 0, 3, "r")) == "'d' codec can't decode bytes in position 0-2: r"
assert str(UnicodeTranslateError("a\u20ac", 1, 2, "r")) == "can't translate character '\\u20ac' in position 1: r"
raises(TypeError, 'argument 2 must be str, not bytes', UnicodeEncodeError, "a", b"b", 1, 2, "c")
print("codecs", len(TABLE), seen[0])
