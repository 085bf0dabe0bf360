"""Hot len(), bool(), isinstance(), iter(), str methods and container methods on changing receiver types and hooks."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def size(o):
    return len(o)


class L:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class LSub(list):
    pass


class LOver(list):
    def __len__(self):
        return 99


items = [[1, 2], (1,), "abc", {1: 2}, {1, 2, 3}, b"ab", range(7), bytearray(3), L(5), LSub([1]), LOver([1]),
        frozenset(), {}.keys(), memoryview(b"abcd")]
for _ in range(100):
    assert [size(i) for i in items] == [2, 1, 3, 1, 3, 2, 7, 3, 5, 1, 99, 0, 0, 4]
L.__len__ = lambda self: self.n * 2
assert size(items[8]) == 10
del L.__len__
raises(TypeError, "object of type 'L' has no len()", size, items[8])
LSub.__len__ = lambda self: -1
raises(ValueError, '__len__() should return >= 0', size, items[9])
del LSub.__len__
assert size(items[9]) == 1
raises(TypeError, "object of type 'int' has no len()", size, 5)


def append_to(o, n):
    for i in range(n):
        o.append(i)
    return o


class Log(list):
    def append(self, x):
        super().append(x * 2)


class Fake:
    def __init__(self):
        self.got = []

    def append(self, x):
        self.got.append(-x)


for _ in range(20):
    assert append_to([], 50) == list(range(50)) and append_to(Log(), 3) == [0, 2, 4]
    assert append_to(Fake(), 3).got == [0, -1, -2] and append_to(bytearray(), 3) == b"\0\1\2"
raises(AttributeError, "'tuple' object has no attribute 'append'", append_to, (), 1)
import collections
assert append_to(collections.deque(maxlen=2), 5) == collections.deque([3, 4])
Log.append = list.append
assert append_to(Log(), 3) == [0, 1, 2]


def get_from(d, k):
    return d.get(k, "default")


class DSub(dict):
    def get(self, k, d=None):
        return "overridden"


class DMiss(dict):
    def __missing__(self, k):
        return "missing"


for _ in range(100):
    assert get_from({1: "one"}, 1) == "one" and get_from({}, 1) == "default"
    assert get_from(DSub({1: 2}), 1) == "overridden" and get_from(DMiss(), 1) == "default"
    assert get_from(collections.Counter("a"), "b") == "default"
    assert get_from(collections.ChainMap({1: "c"}), 1) == "c"
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", get_from, {}, [])


def kinds(o):
    return isinstance(o, int), isinstance(o, (str, list)), isinstance(o, L), type(o) is int, issubclass(type(o), dict)


class Meta(type):
    def __instancecheck__(cls, o):
        return o == "magic"


for _ in range(50):
    assert kinds(5) == (True, False, False, True, False) and kinds(True) == (True, False, False, False, False)
    assert kinds("a") == (False, True, False, False, False)
    assert kinds(DSub()) == (False, False, False, False, True)
    assert kinds(L(1)) == (False, False, True, False, False) and kinds(None) == (False,) * 5
saved = L
L = type("V", (), {}) if 0 else Meta("V", (), {})
assert kinds("magic")[2] is True and kinds(saved(1))[2] is False
L = int
assert kinds(5)[2] is True
isinstance = lambda o, c: "shadowed"
assert kinds(5)[0] == "shadowed"
del isinstance
assert kinds(5)[0] is True


def text(s):
    return s.upper(), s.strip(), s.startswith("a"), s.replace("a", "b"), s.split(","), s.find("c"), s[0], s.join("12")


class SSub(str):
    def upper(self):
        return "UP"

    def __getitem__(self, k):
        return "item"


for _ in range(50):
    assert text("abc ") == ("ABC ", "abc", True, "bbc ", ["abc "], 2, "a", "1abc 2")
    assert text(SSub("abc "))[:2] == ("UP", "abc") and text(SSub("xc"))[6] == "item"
    assert text("\u00e9c")[0] == "\u00c9C"
raises(TypeError, 'startswith first arg must be bytes or a tuple of bytes, not str', text, b"abc")
raises(IndexError, 'string index out of range', text, "")


def pop_all(c):
    out = []
    while c:
        out.append(c.pop())
    return out


for _ in range(30):
    assert pop_all([1, 2, 3]) == [3, 2, 1] and pop_all({5}) == [5] and pop_all(bytearray(b"ab")) == [98, 97]
    assert pop_all(collections.deque([1, 2])) == [2, 1] and pop_all(LSub([7])) == [7]
total = 0
for i in range(1000):
    o = ([i], "x" * (i % 3), {i: i}, range(i % 5), LOver())[i % 5]
    total += len(o) + (1 if o else 0) + (i in o if i % 5 != 1 else 0)
assert total == 22332
print("method results", total, text("a,b")[4])
