"""collections.Counter and defaultdict: arithmetic, most_common, missing keys, merging, copies, repr, errors."""
from collections import Counter, defaultdict
import copy


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

c = Counter("mississippi")
assert c == {"i": 4, "s": 4, "p": 2, "m": 1} and c["zz"] == 0 and "zz" not in c
assert c.most_common(2) == [("i", 4), ("s", 4)] and c.most_common()[-1] == ("m", 1) and c.total() == 11
assert sorted(c.elements()) == sorted("mississippi") and repr(Counter("aab")) == "Counter({'a': 2, 'b': 1})"
assert repr(Counter()) == "Counter()" and Counter(a=2, b=0) == Counter({"a": 2})
assert Counter(a=1) != Counter(a=2)
c.update("mm")
c.subtract({"i": 5})
c["p"] += 1
assert c == {"m": 3, "i": -1, "s": 4, "p": 3} and +c == Counter(m=3, s=4, p=3) and -c == Counter(i=1)
assert list(Counter(a=3, b=-1).elements()) == ["a"] * 3
a, b = Counter(a=3, b=1), Counter(a=1, b=2, c=5)
assert a + b == Counter(a=4, b=3, c=5) and a - b == Counter(a=2) and a & b == Counter(a=1, b=1)
assert a | b == Counter(a=3, b=2, c=5) and a <= a | b and a < Counter(a=4, b=1) and not a > b
assert Counter() <= a and a == Counter(a=3, b=1, z=0)
a += b
a -= Counter(c=5)
assert a == Counter(a=4, b=3) and type(a.copy()) is Counter and a.pop("a") == 4 and a.get("q") is None
del a["not there"]
raises(NotImplementedError, 'Counter.fromkeys() is undefined.  Use Counter(iterable) instead.', Counter.fromkeys, "ab")
raises(TypeError, "'int' object is not iterable", Counter, 5)
raises(TypeError, 'Counter.__init__() takes from 1 to 2 positional arguments but 3 were given', Counter, 1, 2)
raises(TypeError, "'<' not supported between instances of 'Counter' and 'int'", lambda: Counter() < 5)
raises(TypeError, "unsupported operand type(s) for +: 'Counter' and 'dict'", lambda: Counter() + {})
raises(KeyError, "'zz'", lambda: Counter().pop("zz"))
assert Counter([1, 1, 2]).most_common(0) == [] and Counter({"x": "text"})["x"] == "text"
assert Counter(a=1.5)["a"] == 1.5

d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
assert d == {"a": [1, 2]} and d.get("z") is None and "z" not in d and d["z"] == [] and "z" in d
assert d.default_factory is list and repr(defaultdict(int, a=1)) == "defaultdict(<class 'int'>, {'a': 1})"
assert repr(defaultdict(None, {1: 2})) == "defaultdict(None, {1: 2})"
n = defaultdict(lambda: defaultdict(int))
n["x"]["y"] += 5
assert n == {"x": {"y": 5}} and defaultdict(int)["k"] == 0 and defaultdict(int, [(1, 2)])[1] == 2
assert d.copy() == d and type(d.copy()) is defaultdict and copy.copy(d).default_factory is list
u = defaultdict(int, a=1) | {"b": 2}
assert type(u) is defaultdict and u["q"] == 0 and type({"b": 1} | defaultdict(list)) is defaultdict
raises(KeyError, "'k'", lambda: defaultdict()["k"])
raises(KeyError, "'k'", lambda: defaultdict(None)["k"])
raises(TypeError, 'first argument must be callable or None', defaultdict, 5)
raises(ZeroDivisionError, 'division by zero', lambda: defaultdict(lambda: 1 // 0)["k"])
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", lambda: defaultdict(int)[[]])
e = defaultdict(int)
e.default_factory = lambda: 7
assert e["a"] == 7 and e.__missing__("b") == 7 and e == {"a": 7, "b": 7}
e.default_factory = None
raises(KeyError, "'c'", lambda: e["c"])
rec = defaultdict(list)
rec["r"] = rec
assert repr(rec) == "defaultdict(<class 'list'>, {'r': defaultdict(<class 'list'>, {...})})"


class D(defaultdict):
    def __missing__(self, k):
        return "custom " + k


assert D(int)["q"] == "custom q" and len(D(int)) == 0
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
assert t["a"]["b"] == {"c": 1}
words = ("the quick brown fox jumps over the lazy dog and the cat " * 40).split()
by_len, count = defaultdict(set), Counter(words)
for w in words:
    by_len[len(w)].add(w)
assert count.most_common(1) == [("the", 120)] and sorted(by_len) == [3, 4, 5] and len(by_len[3]) == 5
assert count.total() == 480
print("counter", count.most_common(2), sorted(by_len[5]), c)
