"""str + and * and +=: aliases stay unchanged when a buffer is shared, branches of one prefix, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert "a" + "b" == "ab" and "" + "x" == "x" == "x" + "" and "ab" * 3 == "ababab" == 3 * "ab"
assert "ab" * 0 == "" == "ab" * -5 and "" * 10 ** 9 == ""
assert "a" * True == "a" and "\u00e9" * 3 == "\u00e9\u00e9\u00e9" and ("\U0001f600" * 4)[3] == "\U0001f600"
assert "ab" "cd" == "abcd" and len("ab" * 10 ** 6) == 2 * 10 ** 6
raises(TypeError, 'can only concatenate str (not "int") to str', lambda: "a" + 1)
raises(TypeError, "unsupported operand type(s) for +: 'int' and 'str'", lambda: 1 + "a")
raises(TypeError, 'can only concatenate str (not "NoneType") to str', lambda: "a" + None)
raises(TypeError, 'can only concatenate str (not "bytes") to str', lambda: "a" + b"b")
raises(TypeError, "can't multiply sequence by non-int of type 'str'", lambda: "a" * "b")
raises(TypeError, "can't multiply sequence by non-int of type 'float'", lambda: "a" * 1.5)
raises(TypeError, "unsupported operand type(s) for -: 'str' and 'str'", lambda: "a" - "b")
raises(OverflowError, "cannot fit 'int' into an index-sized integer", lambda: "ab" * 2 ** 63)
raises(OverflowError, 'repeated string is too long', lambda: "ab" * (2 ** 63 - 1))
raises(MemoryError, "", lambda: "a" * (2 ** 62))

# Appending to one prefix in several branches must not mix them up.
base = ""
for i in range(100):
    base += chr(97 + i % 26)
left, right, third = base, base, base
for i in range(200):
    left += "L"
    right += "RR"
    if i % 2:
        third = third + "\u20ac"
    assert base == ("abcdefghijklmnopqrstuvwxyz" * 4)[:100]
assert left == base + "L" * 200 and right == base + "R" * 400 and third == base + "\u20ac" * 100

snapshots, s = [], "start:"
for i in range(300):
    snapshots.append(s)
    s += str(i % 10)
for i, old in enumerate(snapshots):
    assert old == "start:" + "".join([str(k % 10) for k in range(i)]) and len(old) == 6 + i
keys = {}
s = ""
for i in range(300):
    s += "k"
    keys[s] = i
assert len(keys) == 300 and keys["k" * 150] == 149 and all([keys["k" * (i + 1)] == i for i in range(300)])
s = "abc"
t = s
s += s
s += s
assert (s, t) == ("abc" * 4, "abc") and s + s[0] == "abcabcabcabca" and s == t + t + t + t
s = "x"
for i in range(12):
    s = s + s
assert len(s) == 4096 == s.count("x")

# Widening in the middle: ASCII, then Latin-1, BMP, astral, and prepending.
s = ""
for i in range(400):
    s += "a" if i < 100 else "\u00e9" if i < 200 else "\u20ac" if i < 300 else "\U0001f600"
assert len(s) == 400
assert [s[k] for k in (0, 99, 100, 199, 200, 299, 300, 399)] == ["a", "a", "\u00e9", "\u00e9", "\u20ac",
        "\u20ac", "\U0001f600", "\U0001f600"]
p = ""
for i in range(300):
    p = str(i % 10) + p
assert p == "9876543210" * 30


class Acc:
    text = ""

    def add(self, t):
        self.text += t
        return self


acc, lst, d = Acc(), [""], {"k": ""}
for i in range(500):
    acc.add("ab")
    lst[0] += "c"
    d["k"] += "d" * (i % 3)
assert acc.text == "ab" * 500 and Acc.text == "" and lst == ["c" * 500] and d["k"] == "d" * 499


def cell():
    s = ""

    def add(x):
        nonlocal s
        s += x
        return s
    return add


add = cell()
outs = [add("z") for _ in range(50)]
assert outs == ["z" * (i + 1) for i in range(50)]


class S(str):
    def __add__(self, o):
        return "S+"

    def __radd__(self, o):
        return "+S"

    def __iadd__(self, o):
        return "S+="


x = S("q")
assert x + "a" == "S+" and "a" + x == "+S" and type("a" * 2 + x) is str
x += "a"
assert x == "S+="
s = ""
parts = 0
for w in ("alpha", "beta", "gamma", "delta") * 500:
    if s:
        s += ","
    s += w
    parts += len(w)
assert len(s) == parts + 1999 and s.split(",")[:2] == ["alpha", "beta"] and s.endswith("gamma,delta")
print("concat", len(s), len(left), hash(s) == hash("".join([s[:100], s[100:]])))
