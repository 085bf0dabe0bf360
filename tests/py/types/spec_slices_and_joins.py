"""Slices, subscripts and joined strings of the types that have quick paths, and of those that do not."""


class L(list):
    def __getitem__(self, key):
        return "L", key


class S(str):
    def __getitem__(self, key):
        return "S", key

    def __format__(self, spec):
        return "formatted " + spec


class T(tuple):
    pass


class I:
    def __index__(self):
        return 1

    def __repr__(self):
        return "I()"


def sub(o, k):
    try:
        return o[k]
    except Exception as e:
        return type(e).__name__, str(e)


def part(o, a, b):
    try:
        return o[a:b]
    except Exception as e:
        return type(e).__name__, str(e)


things = [[1, 2, 3], (1, 2, 3), "abc", "aé日😀", L([1, 2]), S("xy"), T((1, 2, 3)), b"bytes", bytearray(b"ba"), range(5), {1: "one", -1: "minus"}]
for o in things * 2:
    print([sub(o, k) for k in (0, 1, -1, 2, -3, 3, -4, True, I(), 2**60, -(2**60), 1.0, None)])
for o in things[:-1] * 2:
    print([part(o, a, b) for a, b in ((None, None), (1, None), (None, 2), (-2, None), (None, -1), (5, 1), (-9, 9), (1, 1), (I(), 2**70), (True, 3))])
print([o[::-1] for o in ("abc", "aé日", [1, 2, 3], (1, 2), "")], "abcdef"[4:0:-2], "abcdef"[::2], "é日ab"[::3])

row = [1, 2, 3, 4]
whole = row[:]
tup = (1, 2)
text = "text"
print(whole == row, whole is row, tup[:] is tup, text[:] is text, tup[0:2] is tup, T((1, 2))[:].__class__.__name__)
row[1:3] = reversed(row[1:3])
row[:0] = "ab"
row[len(row):] = (x for x in "yz")
row[2:4] = []
print(row)
row[1:3] = row
print(row)


# Subscripts that are stored.
def put(o, k, v):
    try:
        o[k] = v
    except Exception as e:
        return type(e).__name__, str(e)
    return o


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, ("D", v))

    def __missing__(self, k):
        return "missing", k


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == (other.n if isinstance(other, Key) else other)

    def __repr__(self):
        return f"Key({self.n!r})"


for _ in range(2):
    print(put([1, 2], 0, "v"), put([1, 2], -1, "v"), put([1, 2], 2, "v"), put([1, 2], -3, "v"), put((1,), 0, 2))
    print(put({}, 1, 2), put({1: 0}, True, 2), put({1: 0}, 1.0, 2), put(D(), 1, 2), sub(D(), "k"), put("s", 0, "x"))
    d = {Key(1): "key one", Key("s"): "key s"}
    print(d[1], d["s"], 1 in d, "s" in d, 2 in d, "t" in d, d.get(1), put(d, 1, "new"), len(d))
    e = {1: "int", "s": "str"}
    print(e[Key(1)], e[Key("s")], Key(1) in e, Key(2) in e, put(e, Key("s"), "by key"))
    s = {1, "s"}
    print(Key(1) in s, 1.0 in s, "s" in s, Key("s") in s)

# Strings of a format.
n, f, s, t = 12, 2.5, "str", S("sub")
print(f"{n}{f}{s}{t}{True}{None}{-0.0}{10**20}", f"{n}", f"{s}", f"{t}" == "formatted ", f"", f"{s}{''}", f"é{s}日")
print(f"{n!r:>5}|{s!r}|{s!a}|{'é'!a}|{f:6.2f}|{n:03}|{s:<5}|{t:x}|{n:{n}}")
a, b = "\ud83d", "\ude00"
j = f"{a}{b}"
print(len(j), ascii(j), j == a + b)
print("".join([]), "".join("x"), ascii("".join(["a", "é", ""])), f"{''}{''}" is f"{''}")
