"""repr() and ascii() of str and bytes: quotes, escapes, printability, surrogates; eval reads them back."""
CASES = ["", "a", "it's", 'say "hi"', "both ' and \"", "back\\slash", "\n\r\t", "\0\x01\x1f\x7f",
        "\x80\x9f\xa0\xad\xff", "\u0100\u0378\u200b\u2028\ue000", "\ud800\udfff", "\U0001f600\U000e0001\U0010ffff",
         "\ufffe\uffff", "mix\u00e9\u4e2d\U0001d11e'", "\x1b[0m", "\u0300a", "'\"\\'"]
assert [repr(c) for c in CASES[:9]] == [
    "''", "'a'", '"it\'s"', '\'say "hi"\'', '\'both \\\' and "\'', "'back\\\\slash'", "'\\n\\r\\t'",
    "'\\x00\\x01\\x1f\\x7f'", "'\\x80\\x9f\\xa0\\xadÿ'",
]
assert [ascii(repr(c)) for c in CASES] == [
    '"\'\'"', '"\'a\'"', '\'"it\\\'s"\'', '\'\\\'say "hi"\\\'\'', '\'\\\'both \\\\\\\' and "\\\'\'',
    '"\'back\\\\\\\\slash\'"', '"\'\\\\n\\\\r\\\\t\'"', '"\'\\\\x00\\\\x01\\\\x1f\\\\x7f\'"',
    '"\'\\\\x80\\\\x9f\\\\xa0\\\\xad\\xff\'"', '"\'\\u0100\\\\u0378\\\\u200b\\\\u2028\\\\ue000\'"',
    '"\'\\\\ud800\\\\udfff\'"', '"\'\\U0001f600\\\\U000e0001\\\\U0010ffff\'"',
    '"\'\\\\ufffe\\\\uffff\'"', '\'"mix\\xe9\\u4e2d\\U0001d11e\\\'"\'', '"\'\\\\x1b[0m\'"',
    '"\'\\u0300a\'"', '\'\\\'\\\\\\\'"\\\\\\\\\\\\\\\'\\\'\'',
]
assert [ascii(c) for c in CASES] == [
    "''", "'a'", '"it\'s"', '\'say "hi"\'', '\'both \\\' and "\'', "'back\\\\slash'", "'\\n\\r\\t'",
    "'\\x00\\x01\\x1f\\x7f'", "'\\x80\\x9f\\xa0\\xad\\xff'", "'\\u0100\\u0378\\u200b\\u2028\\ue000'",
    "'\\ud800\\udfff'", "'\\U0001f600\\U000e0001\\U0010ffff'", "'\\ufffe\\uffff'",
    '"mix\\xe9\\u4e2d\\U0001d11e\'"', "'\\x1b[0m'", "'\\u0300a'", '\'\\\'"\\\\\\\'\'',
]
for c in CASES:
    if "\ud800" not in c:
        assert eval(repr(c)) == c
    assert eval(ascii(c)) == c and ascii(c).isascii() and f"{c!r}" == repr(c) and f"{c!a}" == ascii(c)
    assert "%r|%a" % (c, c) == repr(c) + "|" + ascii(c)
    assert repr([c]) == "[" + repr(c) + "]" and repr({c: c}) == "{" + repr(c) + ": " + repr(c) + "}"
    assert repr((c,)) == "(" + repr(c) + ",)" and str(c) == c
for b in range(256):
    one = bytes([b])
    r = repr(one)
    assert eval(r) == one and r.startswith("b'") or b == 39 and r == 'b"\'"'
    c = chr(b)
    assert eval(repr(c)) == c
    assert len(repr(c)) == (3 if c.isprintable() and c not in "\\" else 4 if c in "\\\n\r\t" else 6)
assert repr(bytes(range(256))) == "b'" + "".join(["\\t" if b == 9 else "\\n" if b == 10 else "\\r" if b == 13
        else "\\'" if b == 39 else "\\\\" if b == 92 else chr(b) if 32 <= b < 127 else "\\x%02x" % b for b in range(256)]) + "'"
assert repr(b"it's") == 'b"it\'s"' and repr(b'"') == "b'\"'" and repr(b"'\"") == "b'\\'\"'"
assert ascii(b"\xe9") == "b'\\xe9'" and repr(bytearray(b"a'b")) == 'bytearray(b"a\\\'b")'
printable = [sum([chr(cp).isprintable() for cp in r])
        for r in (range(0x80), range(0x80, 0x100), range(0x100, 0x180), range(0x2000, 0x2010),
        range(0xD800, 0xE000), range(0xE000, 0xE100), range(0x1F600, 0x1F640))]
assert printable == [95, 94, 128, 0, 0, 0, 64]


class R:
    def __repr__(self):
        return "caf\u00e9\ud800\U0001f600\n"


assert ascii(R()) == "caf\\xe9\\ud800\\U0001f600\n" and ascii([R()]) == "[caf\\xe9\\ud800\\U0001f600\n]"
assert repr(R()) == "caf\u00e9\ud800\U0001f600\n" and f"{R()!a:>30}".endswith("\\U0001f600\n")


class Bad:
    def __repr__(self):
        return 5

    def __str__(self):
        return None


texts = []
for f in (repr, ascii, str, lambda b: "%s" % b, lambda b: f"{b!r}", lambda b: [b].__repr__(), format):
    try:
        f(Bad())
    except TypeError as e:
        texts.append(str(e))
assert texts == [
    '__repr__ returned non-string (type int)', '__repr__ returned non-string (type int)',
    '__str__ returned non-string (type NoneType)', '__str__ returned non-string (type NoneType)',
    '__repr__ returned non-string (type int)', '__repr__ returned non-string (type int)',
    '__str__ returned non-string (type NoneType)',
]


class StrSub(str):
    def __repr__(self):
        return "custom repr"

    def __str__(self):
        return "custom str"


s = StrSub("v")
assert repr(s) == "custom repr" and str(s) == "custom str" and f"{s}" == 'custom str'
assert f"{s!s}" == "custom str" and "%s" % s == "custom str" and "".join([s]) == "v"
assert [s].__repr__() == "[custom repr]"
assert len(repr("\x7f" * 1000)) == 4002 and len(ascii("\U0001f600" * 500)) == 5002
print("repr", repr("it's"), ascii("\u00e9\U0001f600"), printable)
