"""str case methods: upper, lower, casefold, title, capitalize, swapcase over special Unicode cases."""

ASCII = "Hello, World 123_x"
assert ASCII.upper() == "HELLO, WORLD 123_X" and ASCII.lower() == "hello, world 123_x"
assert ASCII.swapcase() == "hELLO, wORLD 123_X"
assert "hello wORLD x1y they're".title() == "Hello World X1Y They'Re"
assert "hELLO wORLD".capitalize() == "Hello world" and "".title() == "" == "".capitalize()
CASES = ["\u00df", "\u1e9e", "\ufb01", "\ufb03x", "\u0130", "\u0131", "i\u0307", "\u01c5", "\u01c4", "\u01c6",
        "\u0149", "\u1f80", "\u1f88", "\u1fb7", "\u0390", "\u03a3", "\u00b5", "\u0345",
         "\u10d0", "\u1c90", "\uab70", "\u13a0", "\U00010400", "\U00010428", "\u2160", "\u24d0", "\u0587",
                 "\u1e96", "\ufb17", "\u212a", "\u212b", "\u2126", "\u00aa", "\u02b0", "\u01f0", "\u03f4", "\u1e9b", "\ua64a",
         "\u1c88", "\u0587a", "\u1f52"]
rows = [tuple(ascii(f(c)) for f in (str.upper, str.lower, str.title, str.casefold, str.swapcase,
        str.capitalize)) for c in CASES]
assert rows[:10] == [
    ("'SS'", "'\\xdf'", "'Ss'", "'ss'", "'SS'", "'Ss'"),
    ("'\\u1e9e'", "'\\xdf'", "'\\u1e9e'", "'ss'", "'\\xdf'", "'\\u1e9e'"),
    ("'FI'", "'\\ufb01'", "'Fi'", "'fi'", "'FI'", "'Fi'"),
    ("'FFIX'", "'\\ufb03x'", "'Ffix'", "'ffix'", "'FFIX'", "'Ffix'"),
    ("'\\u0130'", "'i\\u0307'", "'\\u0130'", "'i\\u0307'", "'i\\u0307'", "'\\u0130'"),
    ("'I'", "'\\u0131'", "'I'", "'\\u0131'", "'I'", "'I'"),
    ("'I\\u0307'", "'i\\u0307'", "'I\\u0307'", "'i\\u0307'", "'I\\u0307'", "'I\\u0307'"),
    ("'\\u01c4'", "'\\u01c6'", "'\\u01c5'", "'\\u01c6'", "'\\u01c5'", "'\\u01c5'"),
    ("'\\u01c4'", "'\\u01c6'", "'\\u01c5'", "'\\u01c6'", "'\\u01c6'", "'\\u01c5'"),
    ("'\\u01c4'", "'\\u01c6'", "'\\u01c5'", "'\\u01c6'", "'\\u01c4'", "'\\u01c5'"),
]
assert rows[10:20] == [
    ("'\\u02bcN'", "'\\u0149'", "'\\u02bcN'", "'\\u02bcn'", "'\\u02bcN'", "'\\u02bcN'"),
    ("'\\u1f08\\u0399'", "'\\u1f80'", "'\\u1f88'", "'\\u1f00\\u03b9'", "'\\u1f08\\u0399'", "'\\u1f88'"),
    ("'\\u1f08\\u0399'", "'\\u1f80'", "'\\u1f88'", "'\\u1f00\\u03b9'", "'\\u1f88'", "'\\u1f88'"),
    ("'\\u0391\\u0342\\u0399'", "'\\u1fb7'", "'\\u0391\\u0342\\u0345'", "'\\u03b1\\u0342\\u03b9'",
            "'\\u0391\\u0342\\u0399'", "'\\u0391\\u0342\\u0345'"),
    ("'\\u0399\\u0308\\u0301'", "'\\u0390'", "'\\u0399\\u0308\\u0301'", "'\\u03b9\\u0308\\u0301'",
            "'\\u0399\\u0308\\u0301'", "'\\u0399\\u0308\\u0301'"),
    ("'\\u03a3'", "'\\u03c3'", "'\\u03a3'", "'\\u03c3'", "'\\u03c3'", "'\\u03a3'"),
    ("'\\u039c'", "'\\xb5'", "'\\u039c'", "'\\u03bc'", "'\\u039c'", "'\\u039c'"),
    ("'\\u0399'", "'\\u0345'", "'\\u0399'", "'\\u03b9'", "'\\u0399'", "'\\u0399'"),
    ("'\\u1c90'", "'\\u10d0'", "'\\u10d0'", "'\\u10d0'", "'\\u1c90'", "'\\u10d0'"),
    ("'\\u1c90'", "'\\u10d0'", "'\\u1c90'", "'\\u10d0'", "'\\u10d0'", "'\\u1c90'"),
]
assert rows[20:30] == [
    ("'\\u13a0'", "'\\uab70'", "'\\u13a0'", "'\\u13a0'", "'\\u13a0'", "'\\u13a0'"),
    ("'\\u13a0'", "'\\uab70'", "'\\u13a0'", "'\\u13a0'", "'\\uab70'", "'\\u13a0'"),
    ("'\\U00010400'", "'\\U00010428'", "'\\U00010400'", "'\\U00010428'", "'\\U00010428'", "'\\U00010400'"),
    ("'\\U00010400'", "'\\U00010428'", "'\\U00010400'", "'\\U00010428'", "'\\U00010400'", "'\\U00010400'"),
    ("'\\u2160'", "'\\u2170'", "'\\u2160'", "'\\u2170'", "'\\u2170'", "'\\u2160'"),
    ("'\\u24b6'", "'\\u24d0'", "'\\u24b6'", "'\\u24d0'", "'\\u24b6'", "'\\u24b6'"),
    ("'\\u0535\\u0552'", "'\\u0587'", "'\\u0535\\u0582'", "'\\u0565\\u0582'", "'\\u0535\\u0552'", "'\\u0535\\u0582'"),
    ("'H\\u0331'", "'\\u1e96'", "'H\\u0331'", "'h\\u0331'", "'H\\u0331'", "'H\\u0331'"),
    ("'\\u0544\\u053d'", "'\\ufb17'", "'\\u0544\\u056d'", "'\\u0574\\u056d'", "'\\u0544\\u053d'", "'\\u0544\\u056d'"),
    ("'\\u212a'", "'k'", "'\\u212a'", "'k'", "'k'", "'\\u212a'"),
]
assert rows[30:] == [
    ("'\\u212b'", "'\\xe5'", "'\\u212b'", "'\\xe5'", "'\\xe5'", "'\\u212b'"),
    ("'\\u2126'", "'\\u03c9'", "'\\u2126'", "'\\u03c9'", "'\\u03c9'", "'\\u2126'"),
    ("'\\xaa'", "'\\xaa'", "'\\xaa'", "'\\xaa'", "'\\xaa'", "'\\xaa'"),
    ("'\\u02b0'", "'\\u02b0'", "'\\u02b0'", "'\\u02b0'", "'\\u02b0'", "'\\u02b0'"),
    ("'J\\u030c'", "'\\u01f0'", "'J\\u030c'", "'j\\u030c'", "'J\\u030c'", "'J\\u030c'"),
    ("'\\u03f4'", "'\\u03b8'", "'\\u03f4'", "'\\u03b8'", "'\\u03b8'", "'\\u03f4'"),
    ("'\\u1e60'", "'\\u1e9b'", "'\\u1e60'", "'\\u1e61'", "'\\u1e60'", "'\\u1e60'"),
    ("'\\ua64a'", "'\\ua64b'", "'\\ua64a'", "'\\ua64b'", "'\\ua64b'", "'\\ua64a'"),
    ("'\\ua64a'", "'\\u1c88'", "'\\ua64a'", "'\\ua64b'", "'\\ua64a'", "'\\ua64a'"),
    ("'\\u0535\\u0552A'", "'\\u0587a'", "'\\u0535\\u0582a'", "'\\u0565\\u0582a'", "'\\u0535\\u0552A'", "'\\u0535\\u0582a'"),
    ("'\\u03a5\\u0313\\u0300'", "'\\u1f52'", "'\\u03a5\\u0313\\u0300'", "'\\u03c5\\u0313\\u0300'",
            "'\\u03a5\\u0313\\u0300'", "'\\u03a5\\u0313\\u0300'"),
]

# Greek final sigma depends on the letters around it.
for text, want in (("\u03a3", "\u03c3"), ("A\u03a3", "a\u03c2"), ("A\u03a3B", "a\u03c3b"),
        ("A\u03a3 B", "a\u03c2 b"), ("\u03a3\u03a3", "\u03c3\u03c2"), ("A'\u03a3", "a'\u03c2"),
                   ("A\u03a3'B", "a\u03c3'b"), (" \u03a3", " \u03c3"), ("A.\u03a3.", "a.\u03c2."),
                           ("A\u0345\u03a3", "a\u0345\u03c2"), ("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2")):
    assert text.lower() == want, ascii(text)
assert "\u039f\u0394\u039f\u03a3 \u03a3\u0391".title() == "\u039f\u03b4\u03bf\u03c2 \u03a3\u03b1"
assert "A\u03a3".capitalize() == "A\u03c2" and "a\u03a3".swapcase() == "A\u03c2"
assert "Stra\u00dfe".casefold() == "strasse" == "STRASSE".casefold() and "Stra\u00dfe".upper() == "STRASSE"
assert "\u00df".title() == "Ss"
assert "\u01c6a".title() == "\u01c5a" and "\ufb01x".capitalize() == "Fix" and "\u0130".lower() == "i\u0307"
assert len("\u0130".lower()) == 2
assert "\ud800a".upper() == "\ud800A" and "\0a\x7f".upper() == "\0A\x7f"
assert "\U0010ffffa".upper() == "\U0010ffffA"
for cp in range(0x41, 0x5B):
    assert chr(cp).lower() == chr(cp + 32) and chr(cp + 32).upper() == chr(cp)
changed = [0, 0, 0]
check = 0
for cp in list(range(0x250)) + list(range(0x370, 0x590)) + list(range(0x1E00, 0x2000)):
    c = chr(cp)
    u, l, t = c.upper(), c.lower(), c.title()
    changed[0] += u != c
    changed[1] += l != c
    changed[2] += t != u
    check = (check * 31 + sum(map(ord, u + l + t + c.casefold()))) % 1000003
    assert c.upper().upper() == u and l.lower() == l
assert (changed, check) == ([742, 689, 77], 270162)
assert ("x" * 1000 + "\u00df").upper() == "X" * 1000 + "SS" and ("Ab" * 500).swapcase() == "aB" * 500
total = sum([1 for i in range(2000) if chr(97 + i % 26).upper() == chr(65 + i % 26)])
assert total == 2000
for name in ("upper", "lower", "title", "swapcase", "capitalize", "casefold"):
    try:
        getattr("a", name)(1)
    except TypeError as e:
        assert str(e) == "str." + name + "() takes no arguments (1 given)", str(e)
print("case", changed, check)
