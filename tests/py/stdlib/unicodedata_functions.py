"""unicodedata: every function over characters of many scripts, names and back, normal forms, errors."""
import unicodedata as u


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


CHARS = "a5\xbd\u2167\u0660\xe9\u0301(\uac00\uac01\ud800\u4e00\U0001f600\t\xb2\ufb01\u212b\u3400\u4e09 _\u200b\xa0\u05d0"
for c in CHARS:
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c), u.decomposition(c), u.decimal(c, None), u.digit(c, None), u.numeric(c, None), u.name(c, "-"))
for name in ("LATIN SMALL LETTER A", "latin small letter a", "SNOWMAN", "nothing", "KEYCAP NUMBER SIGN", "LATIN CAPITAL LETTER GHA", "HANGUL SYLLABLE GA", "CJK UNIFIED IDEOGRAPH-4E00", "NO-BREAK SPACE", "NULL"):
    print(name, ascii(attempt(u.lookup, name)))
for c in map(chr, range(32, 0x3000, 37)):
    if u.name(c, None):
        assert u.lookup(u.name(c)) == c, c
    assert u.normalize("NFC", u.normalize("NFD", c)) == u.normalize("NFC", c) and u.is_normalized("NFD", u.normalize("NFD", c))
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    for t in ("\xe9", "e\u0301", "\ufb01", "\uac00", "\u212b", "\u1e9b\u0323", "a\ud800e\u0301", "", "abc", "\xb2", "\u1100\u1161\u11a8"):
        print(form, ascii(t), ascii(u.normalize(form, t)), u.is_normalized(form, t))
print(attempt(u.normalize, "X", "a"), attempt(u.category, "ab"), attempt(u.category, 5), attempt(u.category), attempt(u.name, "\t"), attempt(u.decimal, "a"), attempt(u.digit, "a"), attempt(u.numeric, "a"), attempt(u.decimal, "ab"), attempt(u.normalize, "NFC"))
o = u.ucd_3_2_0
print(o.unidata_version, o.category("\u0221"), o.name("a"), type(o) is u.UCD, attempt(u.UCD), attempt(o.name, "\u0221"), o.normalize("NFC", "e\u0301") == "\xe9", o.numeric("\xbd"))
