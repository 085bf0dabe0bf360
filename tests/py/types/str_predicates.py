"""str is* methods: over all of Latin-1 and chosen Unicode ranges; empty strings; isidentifier; isprintable."""

NAMES = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle",
        "isidentifier", "isprintable", "isascii"]
METHODS = [getattr(str, n) for n in NAMES]


def row(s):
    return "".join(["1" if m(s) else "0" for m in METHODS])


assert row("") == "000000000011"
TABLE = [(t, row(t)) for t in ("a", "A", "1", " ", "_", "\u00b2", "\u00bd", "\u0661", "\u2167", "\u4e00",
        "\u01c5", "\u00aa", "\u00df", "\u0130", "\u0345", "\x1f", "\x85", "\u00a0", "\u00ad",
         "\u200b", "\u2028", "\ue000", "\ud800", "\U0001f600", "\U0001d7ce", "\u0378", "\u2460", "\u1680",
                 "\ufeff", "ab1", "Ab Cd", "AB1", "a b", "1a", "_a1", "a-b", "A1b", "\u00c5b", "\u03c9\u03a9",
         "\u2118", "\u00b7", "a\u00b7", "\u309b", "\uff41", "\u1885", "\U00010400", "class", "\u0e33", "\u037a")]
assert TABLE == [
    ('a', '100010010111'), ('A', '100010101111'), ('1', '011110000011'), (' ', '000001000011'),
    ('_', '000000000111'), ('²', '010110000010'), ('½', '000110000010'), ('١', '011110000010'),
    ('Ⅷ', '000110101110'), ('一', '100110000110'), ('ǅ', '100010001110'), ('ª', '100010010110'),
    ('ß', '100010010110'), ('İ', '100010101110'), ('ͅ', '000000010010'), ('\x1f', '000001000001'),
    ('\x85', '000001000000'), ('\xa0', '000001000000'), ('\xad', '000000000000'),
    ('\u200b', '000000000000'), ('\u2028', '000001000000'), ('\ue000', '000000000000'),
    ('\ud800', '000000000000'), ('😀', '000000000010'), ('𝟎', '011110000010'),
    ('\u0378', '000000000000'), ('①', '010110000010'), ('\u1680', '000001000000'),
    ('\ufeff', '000000000000'), ('ab1', '000010010111'), ('Ab Cd', '000000001011'),
    ('AB1', '000010100111'), ('a b', '000000010011'), ('1a', '000010010011'),
    ('_a1', '000000010111'), ('a-b', '000000010011'), ('A1b', '000010000111'),
    ('Åb', '100010001110'), ('ωΩ', '100010000110'), ('℘', '000000000110'), ('·', '000000000010'),
    ('a·', '000000010110'), ('゛', '000000000010'), ('ａ', '100010010110'), ('ᢅ', '000000000110'),
    ('𐐀', '100010101110'), ('class', '100010010111'), ('ำ', '100010000010'), ('ͺ', '100010010010'),
]
assert "Hello World".istitle() and not "Hello world".istitle() and "A".istitle() and not "".istitle()
assert "1A".istitle() and not "AA".istitle() and "A1B".istitle() and "\u01c5x".istitle()
assert "abc1!".islower() and not "123".islower() and not "aB".islower() and "ABC-1".isupper()
assert not "-1".isupper() and "\u2160".isupper() and "\u24d0".islower()
assert "a1_".isidentifier() and not "1a".isidentifier() and "for".isidentifier() and not "a b".isidentifier()
assert not "a.b".isidentifier() and "\u00e9".isidentifier()

# Counts over ranges whose Unicode data has not changed for many versions.
ranges = [range(0x100), range(0x100, 0x250), range(0x370, 0x378), range(0x400, 0x500), range(0x660, 0x66A),
        range(0x2000, 0x2070), range(0x2150, 0x2180), range(0x3040, 0x30A0), range(0xFF00, 0xFF60)]
counts = [[sum([m(chr(cp)) for cp in r]) for m in METHODS] for r in ranges]
assert counts == [
    [117, 13, 10, 16, 133, 12, 56, 61, 56, 118, 189, 128],
    [336, 0, 0, 0, 336, 0, 166, 161, 170, 336, 336, 0], [7, 0, 0, 0, 7, 0, 3, 3, 3, 7, 8, 0],
    [248, 0, 0, 0, 248, 0, 124, 124, 124, 248, 256, 0], [0, 10, 10, 10, 10, 0, 0, 0, 0, 0, 10, 0],
    [0, 0, 0, 0, 0, 15, 0, 0, 0, 0, 71, 0], [0, 0, 0, 48, 48, 0, 16, 16, 16, 32, 48, 0],
    [89, 0, 0, 0, 89, 0, 0, 0, 0, 89, 93, 0], [52, 10, 10, 10, 62, 0, 26, 26, 26, 52, 95, 0],
]
for cp in range(0x3000):
    c = chr(cp)
    if c.isdecimal():
        assert c.isdigit() and c.isalnum() and int(c) < 10
    if c.isdigit():
        assert c.isnumeric()
    assert c.isalnum() == (c.isalpha() or c.isdecimal() or c.isdigit() or c.isnumeric())
    if c.isspace():
        assert not c.isalnum() and c.strip() == "" and ("a" + c + "b").split() == ["a", "b"]
    else:
        assert c.strip() == c
    assert c.isascii() == (cp < 128)
    if c.isidentifier():
        assert (c + "1").isidentifier()
        assert (c.isalpha() or c.isnumeric() or c == "_" or cp in (0x2118, 0x212E, 0x309B, 0x309C, 0x1885, 0x1886))
    assert c.isprintable() == (repr(c) == "'" + c + "'" or c in "'\\")
for n, m in zip(NAMES, METHODS):
    try:
        m("a", 1)
    except TypeError as e:
        assert str(e) == "str." + n + "() takes no arguments (1 given)"
    else:
        raise AssertionError
letters = digits = 0
for ch in "the 3 quick_brown 77 foxes\n" * 100:
    if ch.isalpha():
        letters += 1
    elif ch.isdigit():
        digits += 1
assert (letters, digits) == (1800, 300)
print("predicates", counts[0], letters, digits)
