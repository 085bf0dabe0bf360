"""str indexing, slicing, len and iteration: ASCII, Latin, BMP, astral, surrogates; every slice against a model."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

SAMPLES = ["", "a", "hello world", "h\u00e9llo", "\u0394\u03b5\u03bb\u03c4\u03b1",
        "a\U0001f600b\U0001f601\u00e9", "\ud800x\udfff", "\0a\0", "x" * 50 + "\u20ac" + "y" * 50]
for s in SAMPLES:
    chars = [c for c in s]
    n = len(s)
    assert n == len(chars) and "".join(chars) == s and list(s) == chars
    assert [ord(c) for c in s] == list(map(ord, s))
    for i in range(-n, n):
        assert s[i] == chars[i] and len(s[i]) == 1
    for i in (n, -n - 1, 10 ** 6, -10 ** 6):
        raises(IndexError, "string index out of range", lambda: s[i])
    step_range = (1, 2, 3, -1, -2, -5, 100, -100)
    bounds = (None, 0, 1, 3, n - 1, n, n + 2, -1, -2, -n, -n - 3)
    for a in bounds:
        for b in bounds:
            assert s[a:b] == "".join(chars[a:b])
            for step in step_range:
                assert s[a:b:step] == "".join(chars[a:b:step])
    assert s[::-1][::-1] == s and s[:] == s and s[:n // 2] + s[n // 2:] == s
    assert list(reversed(s)) == chars[::-1]
raises(ValueError, 'slice step cannot be zero', lambda: "abc"[::0])
abc = "abc"
raises(TypeError, "string indices must be integers, not 'str'", lambda: abc["a"])
raises(TypeError, "string indices must be integers, not 'float'", lambda: abc[1.0])
raises(TypeError, "string indices must be integers, not 'NoneType'", lambda: abc[None])
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', lambda: "abc"["a":])
raises(IndexError, "cannot fit 'int' into an index-sized integer", lambda: "abc"[2 ** 70])
raises(TypeError, "string indices must be integers, not 'tuple'", lambda: abc[0, 1])


def setitem(s):
    s[0] = "x"


raises(TypeError, "'str' object does not support item assignment", setitem, "abc")
assert "abc"[True] == "b" and "abc"[2 ** 70:] == "" and "abc"[-2 ** 70:2 ** 70] == "abc"
assert "abc"[:-2 ** 70:-2 ** 70] == "c"
assert len("\U0001f600") == 1 and ord("\U0001f600") == 0x1F600 and "\U0001f600"[0] == "\U0001f600"
assert len("\ud83d\ude00") == 2


class I:
    def __index__(self):
        return 1


assert "abc"[I()] == "b" and "abcdef"[I():5:I()] == "bcde"

# Walking long non-ASCII text by index, forwards, backwards and at random.
text = "".join([chr(0x41 + i % 26) if i % 3 else chr(0x3B1 + i % 20) if i % 2 else chr(0x1F300 + i % 90) for i in range(3000)])
codes = list(map(ord, text))
for i in range(3000):
    assert ord(text[i]) == codes[i] and ord(text[-i - 1]) == codes[-i - 1]
p = 1
for _ in range(3000):
    p = p * 16807 % 2147483647
    i, j = p % 3000, p // 3000 % 3000
    assert ord(text[i]) == codes[i] and [ord(c) for c in text[i:j][:5]] == codes[i:j][:5]
total = 0
s = "abcdefghij" * 300
for i in range(len(s)):
    total += ord(s[i]) * (i % 7)
    if s[i] == "c" and s[i - 1] < s[i]:
        total += 1
assert total == 913182
it = iter("ab")
assert next(it) == "a" and it.__length_hint__() == 1 and next(it) == "b" and next(it, None) is None
assert next(it, 0) == 0
print("slices", len(SAMPLES), total, ascii(text[:4]))
