"""str find, rfind, index, rindex, count, in, startswith, endswith with bounds; exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def model_find(s, sub, a=0, b=None):
    b = len(s) if b is None else b
    a = max(a + len(s), 0) if a < 0 else a
    b = max(b + len(s), 0) if b < 0 else min(b, len(s))
    hits = [i for i in range(a, b - len(sub) + 1) if s[i:i + len(sub)] == sub]
    return hits


SAMPLES = ["", "a", "aaaa", "banana", "mississippi", "\u00e9a\u00e9", "\U0001f600x\U0001f600", "ab\0ab", "abc" * 20 + "d"]
SUBS = ["", "a", "an", "ana", "ss", "issi", "\u00e9", "\U0001f600", "\0", "d", "cab", "zzz", "abcabcabcd"]
for s in SAMPLES:
    for sub in SUBS:
        for a, b in ((0, None), (1, None), (-3, None), (0, -1), (2, 4), (5, 2), (-100, 100), (100, 200), (len(s), None)):
            hits = model_find(s, sub, a, b)
            assert s.find(sub, a, b) == (hits[0] if hits else -1), (s, sub, a, b)
            assert s.rfind(sub, a, b) == (hits[-1] if hits else -1), (s, sub, a, b)
            if hits:
                assert s.index(sub, a, b) == hits[0] and s.rindex(sub, a, b) == hits[-1]
            else:
                raises(ValueError, "substring not found", s.index, sub, a, b)
                raises(ValueError, "substring not found", s.rindex, sub, a, b)
            count, last = 0, None
            for h in hits:
                if last is None or h >= last + max(1, len(sub)):
                    count, last = count + 1, h
            assert s.count(sub, a, b) == count, (s, sub, a, b)
            lo = max(a + len(s), 0) if a < 0 else a
            assert s.startswith(sub, a, b) == (lo in hits), (s, sub, a, b)
        assert (sub in s) == bool(model_find(s, sub)) == (s.find(sub) >= 0)
assert "abc".startswith(("x", "ab")) and not "abc".startswith(()) and "abc".endswith(("c", "d"))
assert "abc".endswith("") and not "abc".endswith("abcd")
assert "abc".endswith("b", 0, 2) and "abc".endswith("b", None, -1) and not "abc".startswith("", 4)
assert "abc".startswith("", 3) and "".startswith("")
assert "aXbX".replace("X", "--").find("--", 2) == 4 and "x".find("", 1) == 1 and "x".find("", 2) == -1
assert "".count("") == 1 and "abc".count("") == 4
raises(TypeError, 'find expected at least 1 argument, got 0', "a".find)
raises(TypeError, 'find() argument 1 must be str, not int', "a".find, 1)
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', "a".find, "a", "b")
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', "a".find, "a", 1.0)
raises(TypeError, 'count() argument 1 must be str, not None', "a".count, None)
raises(TypeError, 'index() argument 1 must be str, not bytes', "a".index, b"a")
raises(TypeError, 'startswith first arg must be str or a tuple of str, not int', "a".startswith, 1)
raises(TypeError, 'tuple for startswith must only contain str, not int', "a".startswith, ("a", 1)[::-1])
raises(TypeError, 'endswith first arg must be str or a tuple of str, not list', "a".endswith, ["a"])
raises(TypeError, "'in <string>' requires string as left operand, not int", lambda: 1 in "abc")
raises(TypeError, "'in <string>' requires string as left operand, not bytes", lambda: b"a" in "abc")
raises(TypeError, 'find expected at most 3 arguments, got 4', "a".find, "a", 1, 2, 3)
raises(TypeError, 'str.find() takes no keyword arguments', "a".find, sub="a")

# Patterns that hurt naive searches, on long texts.
long = "a" * 3000 + "b"
assert long.find("a" * 100 + "b") == 2900 and long.rfind("b" + "a") == -1 and long.count("aa") == 1500
assert ("ab" * 600).rfind("ba") == 1197
assert ("ab" * 500 + "c").find("ab" * 20 + "c") == 960
assert ("\u03b1" * 1000 + "\u03b2").find("\u03b1\u03b2") == 999
pos, hits = -1, 0
text = "the cat sat on the mat with the hat " * 50
while (pos := text.find("the", pos + 1)) != -1:
    hits += 1
assert hits == 150 == text.count("the")
print("find", hits, long.rfind("ab"))
