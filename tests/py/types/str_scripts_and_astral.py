"""Text of many scripts through slicing, case, search, split, formatting, sorting and encoding; combining and astral marks."""

TEXTS = ["plain ascii", "na\u00efve caf\u00e9", "\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac",
        "\u0420\u0443\u0441\u0441\u043a\u0438\u0439 \u0442\u0435\u043a\u0441\u0442",
        "\u05e2\u05d1\u05e8\u05d9\u05ea", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
        "\u0939\u093f\u0928\u094d\u0926\u0940", "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8",
        "\ud55c\uad6d\uc5b4", "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301\u0302x",
        "\U0001d4d0\U0001d4d1", "mixed \u00e9\u4e2d\U0001f600 end", "\u00df\u0130\u0131\ufb01"]
rows = []
for t in TEXTS:
    n = len(t)
    assert n == sum(1 for _ in t) == len(list(t)) and "".join(t[i] for i in range(n)) == t
    assert t[::-1][::-1] == t and t == "".join(sorted(range(n), key=lambda i: i) and [t[i] for i in range(n)])
    for enc in ("utf-8", "utf-16", "utf-32", "utf-16-le", "unicode_escape"):
        assert t.encode(enc).decode(enc) == t
    for i in range(n):
        c = t[i]
        assert t.find(c) <= i <= t.rfind(c) and t[:i] + c + t[i + 1:] == t and t.index(c, i) == i
        assert t.split(c)[0] == t[:t.find(c)] and t.partition(c)[2] == t[t.find(c) + 1:] and c in t
        assert ord(c) == ord(t[i - n]) and t.replace(c, "") == "".join(x for x in t if x != c)
    assert f"{t:>{n + 3}}" == "   " + t and f"{t:*^{n + 2}}" == "*" + t + "*"
    assert "%-*s|" % (n + 1, t) == t + " |" and t.center(n + 2) == " " + t + " "
    assert len(t.zfill(n + 4)) == n + 4 and (t + t).count(t) >= 2 and t * 2 == t + t
    assert t.join("ab") == "a" + t + "b"
    rows.append((len(t), len(t.encode()), len(t.upper()), len(t.casefold()), t.istitle(), t.isprintable(),
            t.isalpha(), len(t.split())))
assert rows == [
    (11, 11, 11, 11, False, True, False, 2), (10, 12, 10, 10, False, True, False, 2),
    (8, 16, 8, 8, True, True, True, 1), (13, 25, 13, 13, False, True, False, 2),
    (5, 10, 5, 5, False, True, True, 1), (7, 14, 7, 7, False, True, True, 1),
    (6, 18, 6, 6, False, True, False, 1), (8, 24, 8, 8, False, True, True, 1),
    (3, 9, 3, 3, False, True, True, 1), (6, 22, 6, 6, False, False, False, 1),
    (4, 6, 4, 4, False, True, False, 1), (2, 8, 2, 2, False, True, True, 1),
    (13, 19, 13, 13, False, True, False, 3), (4, 9, 6, 7, False, True, True, 1),
]
assert sorted(TEXTS) == sorted(TEXTS,
        key=lambda s: [ord(c) for c in s]) and max(TEXTS)[0] == "\U0001f600" if max(TEXTS)[0] > "\U0001d4d0" else True
joined = "|".join(TEXTS)
assert joined.split("|") == TEXTS and len(joined) == sum(map(len, TEXTS)) + len(TEXTS) - 1
assert joined.encode("utf-8").decode().count("|") == 13
pos = 0
for t in TEXTS:
    assert joined[pos:pos + len(t)] == t and joined.find(t) <= pos and joined.startswith(t, pos)
    assert joined.endswith(t, pos, pos + len(t))
    pos += len(t) + 1
big = joined * 40
step_text = big[::7] + big[5000:4000:-3] + big[-300:-100]
assert len(step_text) == len(big[::7]) + len(big[5000:4000:-3]) + 200
assert hash(big) == hash("".join([joined] * 40)) and big == joined * 39 + joined
assert big != joined * 39 + joined[:-1] + "x" and big + "a" > big and big.count("\u65e5") == 40
assert big.rfind(TEXTS[0]) == len(joined) * 39
swapped = joined.swapcase().swapcase()
table = str.maketrans({c: str(i) for i, c in enumerate("\u00e9\u4e2d\U0001f600")})
assert "a\u00e9b\u4e2dc\U0001f600".translate(table) == "a0b1c2" and "a\u00e9".upper() == "A\u00c9"
assert "\u00df".upper() == "SS" and len(swapped) >= len(joined)
for i, a in enumerate(TEXTS):
    for b in TEXTS[i:]:
        assert (a + b).startswith(a) and (a + b).endswith(b) and (a + b)[len(a):] == b
        assert a + b == f"{a}{b}" == "%s%s" % (a, b) == "".join((a, b))
        assert (a < b) == ([*map(ord, a)] < [*map(ord, b)])
print("scripts", rows[9], len(big))
