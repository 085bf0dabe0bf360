"""Which characters split lines, count as white space and digits, over the whole of Unicode; strip and split agree."""

breaks = [cp for cp in range(0x3000) if len(("a" + chr(cp) + "b").splitlines()) == 2]
assert breaks == [10, 11, 12, 13, 28, 29, 30, 133, 0x2028, 0x2029]
spaces = [cp for cp in range(0x11000) if chr(cp).isspace()]
assert spaces == [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160,
        0x1680] + list(range(0x2000, 0x200B)) + [0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
for cp in spaces:
    c = chr(cp)
    assert (c + "x" + c).strip() == "x" and (c * 3).split() == []
    assert ("a" + c + c + "b").split() == ["a", "b"] and (c + "x").lstrip() == "x"
    assert ("x" + c).rstrip() == "x"
    assert (cp in (28, 29, 30, 31) or int(c + "5" + c) == 5 and float(c + "5") == 5.0)
    assert (cp == 32 or not c.isprintable())
for cp in (0x200B, 0x2060, 0xFEFF, 0x180E, 0x1D, 0x61):
    assert (chr(cp).isspace()) == (cp == 0x1D)
bytes_spaces = [b for b in range(256) if bytes([b]).isspace()]
assert bytes_spaces == [9, 10, 11, 12, 13, 32]
assert [b for b in range(256) if len(bytes([97, b, 98]).splitlines()) == 2] == [10, 13]
assert [b for b in range(256) if len(bytes([97, b, 98]).split()) == 2] == bytes_spaces
decimals = {}
for cp in range(0x660, 0xA00):
    c = chr(cp)
    if c.isdecimal():
        decimals.setdefault(int(c), []).append(cp)
assert sorted(decimals) == list(range(10)) and all(len(v) == len(decimals[0]) for v in decimals.values())
assert int("\u0661\u06f2\u0663") == 123 and float("\u0661.\u0665") == 1.5
MIXED = "one\ntwo\r\nthree\rfour\x0bfive\x0csix\x1cseven\x85eight\u2028nine\u2029ten"
assert MIXED.splitlines() == ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
assert "".join(MIXED.splitlines(True)) == MIXED and MIXED.split() == MIXED.splitlines()
assert MIXED.encode().splitlines()[:4] == [b"one", b"two", b"three",
        b"four\x0bfive\x0csix\x1cseven\xc2\x85eight\xe2\x80\xa8nine\xe2\x80\xa9ten"]
for text, want in (("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("\na", ["", "a"]),
        ("a\n\nb", ["a", "", "b"]), ("\r\n\r\n", ["", ""]), ("\r\r\n\n", ["", "", ""]), ("a\r", ["a"])):
    assert text.splitlines() == want and "".join(text.splitlines(keepends=True)) == text
    assert text.encode().splitlines() == [w.encode() for w in want]
for s in ("  a b  ", "\t\na\r\n", "", "   ", "\u3000x\u2003", "xxaxx"):
    assert s.strip() == s.lstrip().rstrip() == s.rstrip().lstrip() and s.split() == s.strip().split()
    assert " ".join(s.split()).split() == s.split() and s.strip("x ") == s.lstrip("x ").rstrip("x ")
    assert s.rsplit() == s.split() and s.split(None, 1)[:1] == s.split()[:1]
assert "a1b22c333".strip("abc123") == "" and "[(x)]".strip("[]()") == "x"
assert "www.example.com".strip("cmowz.") == "example" and "mississippi".lstrip("mis") == "ppi"
assert "\u00e9\u00e8a\u00e9".strip("\u00e9\u00e8") == "a"
print("white space", len(spaces), len(breaks), len(decimals[0]))
