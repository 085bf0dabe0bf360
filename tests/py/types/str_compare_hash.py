"""str comparison, ordering by code point, hashing laws, interning, min/max/sort, equality with subclasses."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

WORDS = ["", "a", "A", "aa", "ab", "b", "Z", "z", "\u00e9", "e\u0301", "\u0394", "\u4e2d", "\uffff",
        "\U00010000", "\U0001f600", "\ud800", "\udfff", "a\0", "a\0b", "\x7f", "\x80", "10", "9", " a"]
for a in WORDS:
    la = list(map(ord, a))
    for b in WORDS:
        lb = list(map(ord, b))
        assert (a == b) == (la == lb) and (a != b) == (la != lb) and (a < b) == (la < lb)
        assert (a <= b) == (la <= lb) and (a > b) == (la > lb) and (a >= b) == (la >= lb)
        c = "".join([x for x in b])
        if a == c:
            assert hash(a) == hash(c)
assert sorted(WORDS) == sorted(WORDS, key=lambda w: list(map(ord, w))) and max(WORDS) == "\U0001f600"
assert min(WORDS) == ""
assert "a" != b"a" and not "a" == 97 and "1" != 1 and "a" != None and ("a" == "a") is True
assert "a".__eq__(1) is NotImplemented and "a".__lt__(b"a") is NotImplemented
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", lambda: "a" < 1)
raises(TypeError, "'>=' not supported between instances of 'str' and 'bytes'", lambda: "a" >= b"a")
raises(TypeError, "'<' not supported between instances of 'NoneType' and 'str'", lambda: None < "a")
raises(TypeError, "'<' not supported between instances of 'int' and 'str'", sorted, ["a", 1])
raises(TypeError, "'>' not supported between instances of 'int' and 'str'", max, "a", 1)

# Equal strings built in many ways are one dict key.
target = "key\u00e9"
ways = ["key" + "\u00e9", "".join("key\u00e9"), "xkey\u00e9x"[1:-1], "KEY\u00c9".lower(), "%s\u00e9" % "key",
        f"key{chr(233)}", target.encode().decode(), "y\u00e9".rjust(3, "e").rjust(4, "k"), "\u00e9yek"[::-1],
        "key?".replace("?", "\u00e9"), str(target), "key\u00e9,".split(",")[0]]
d = {target: 0}
for w in ways:
    assert w == target and hash(w) == hash(target)
    d[w] = d[w] + 1
assert d == {target: len(ways)} and len(set(ways)) == 1


class S(str):
    pass


class H(str):
    def __hash__(self):
        return 1


assert S("a") == "a" and hash(S("a")) == hash("a") and {"a": 1}[S("a")] == 1 and S("a") < "b"
assert H("a") == "a" and H("a") not in {"a"} and "a" not in {H("a")} and hash(H("a")) == 1
import sys
s1, s2 = sys.intern("some text" + str(1)), sys.intern("some text1")
assert s1 is s2 and sys.intern(s1) is s1
raises(TypeError, "can't intern S", sys.intern, S("a"))
raises(TypeError, 'intern() argument must be str, not int', sys.intern, 5)
many = ["k%d" % i for i in range(2000)]
index = {k: i for i, k in enumerate(many)}
assert all([index["k" + str(i)] == i for i in range(2000)])
assert len(set(many) | {"k" + str(i) for i in range(1000, 3000)}) == 3000
hits = 0
for i in range(3000):
    if "a" + str(i % 10) == "a7" or "x" * (i % 5) == "xx" or chr(97 + i % 26) > "x":
        hits += 1
assert hits == 784
mixed = sorted([w * k for w in ("b", "a", "\u00e9") for k in (3, 1, 2)])
assert mixed == ["a", "aa", "aaa", "b", "bb", "bbb", "\u00e9", "\u00e9\u00e9", "\u00e9\u00e9\u00e9"]
common = "x" * 500
assert common + "a" < common + "b" and not common + "b" < common + "a" and common < common + "a"
assert common + "\u00e9" > common + "z" and common + "a" != common + "b"
print("compare", hits, max("apple", "pear"), sorted("banana"))
