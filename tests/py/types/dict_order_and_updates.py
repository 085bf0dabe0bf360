"""Dict order through update, merge, pop, popitem, setdefault, move by delete, comprehension, copy, kwargs and fromkeys."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

d = dict.fromkeys("abcde", 0)
del d["b"]
d["b"] = 1
d["a"] = 5
assert list(d) == ["a", "c", "d", "e", "b"] and d.popitem() == ("b", 1)
assert list(reversed(d)) == ["e", "d", "c", "a"] and d.setdefault("z", 9) == 9 and d.pop("c") == 0
assert list(d.items()) == [("a", 5), ("d", 0), ("e", 0), ("z", 9)]
d.update({"e": 1, "q": 2}, a=7, w=8)
assert list(d.items()) == [("a", 7), ("d", 0), ("e", 1), ("z", 9), ("q", 2), ("w", 8)]
d.update([("d", 4), ("new", 3)])
d |= {"z": 10}
e = d | {"a": 0, "end": 1}
assert list(e.items()) == [("a", 0), ("d", 4), ("e", 1), ("z", 10), ("q", 2), ("w", 8), ("new", 3), ("end", 1)]
assert list({**{"x": 1, "y": 2}, "x": 3, **{"z": 4, "y": 5}}.items()) == [("x", 3), ("y", 5), ("z", 4)]
assert list(d.copy()) == list(d) == list(dict(d)) == list({**d}) == [k for k in d] == list(d.keys()) == [k
        for k, _ in d.items()]
assert list({k: v for k, v in reversed(d.items())}) == list(reversed(d))
def kw(**k):
    return list(k)
assert kw(b=1, a=2, **{"c": 3}, d=4) == ["b", "a", "c", "d"] and kw(**d) == list(d)
class C:
    z, y, x = 1, 2, 3
    def m(self): pass
    a = 4
assert [k for k in vars(C) if len(k) == 1] == ["z", "y", "x", "m", "a"]
class O:
    def __init__(self):
        self.c = 1
        self.a = 2
        self.b = 3
o = O()
del o.a
o.a = 9
assert list(vars(o)) == ["c", "b", "a"] and list(o.__dict__.items()) == [("c", 1), ("b", 3), ("a", 9)]
for n in (1, 5, 8, 9, 50, 300):
    x = {}
    for i in range(n):
        x[i] = i
    for i in range(0, n, 2):
        del x[i]
    for i in range(0, n, 2):
        x[i] = -i
    assert list(x) == list(range(1, n, 2)) + list(range(0, n, 2))
    while x:
        k, v = x.popitem()
    assert k == (1 if n > 1 else 0) and x == {}
    x.update((i, 1) for i in range(n))
    x.clear()
    x[5] = 1
    assert list(x) == [5]
raises(KeyError, "'popitem(): dictionary is empty'", {}.popitem)
raises(TypeError, "'list' object is not a mapping", lambda: {**[1]})
raises(TypeError, 'keywords must be strings', lambda: kw(**{1: 2}))
raises(RuntimeError, 'dictionary changed size during iteration', lambda: [d.pop(k) for k in d])
assert len(d) in (5, 6)
merged = {}
for i in range(200):
    merged = {**merged, "k%d" % (i % 30): i} if i % 2 else merged | {"m%d" % (i % 7): i}
assert list(merged)[:4] == ["m0", "k1", "m2", "k3"] and sum(merged.values()) == 4119


class Src:
    """update() asks keys() and __getitem__ in this order."""
    log = []

    def keys(self):
        self.log.append("keys")
        return iter(["b", "a"])

    def __getitem__(self, k):
        self.log.append(k)
        return k.upper()


t = {"a": 1}
t.update(Src())
assert t == {"a": "A", "b": "B"} and list(t) == ["a", "b"] and Src.log == ["keys", "b", "a"]
assert dict(Src()) == {"b": "B", "a": "A"} and list({**Src()}) == ["b", "a"]


class HalfBad:
    def keys(self):
        return ["ok", "bad"]

    def __getitem__(self, k):
        if k == "bad":
            raise ValueError("bad key")
        return 1


raises(ValueError, "bad key", t.update, HalfBad())
assert t["ok"] == 1 and list(t) == ["a", "b", "ok"]
raises(TypeError, 'object is not iterable', t.update, [("x", 1), 5])
assert t["x"] == 1
def failing():
    yield "p", 1
    raise KeyError("gen")
raises(KeyError, "'gen'", t.update, failing())
assert list(t) == ["a", "b", "ok", "x", "p"]
t["self"] = t
u = t.copy()
assert u["self"] is t and len(u) == 6 and t == t
lru, hits = {}, 0
for i in range(2000):
    k = i * i % 37 % 12
    if k in lru:
        hits += 1
        lru[k] = lru.pop(k) + 1
    else:
        lru[k] = 0
        if len(lru) > 5:
            del lru[next(iter(lru))]
assert (hits, list(lru.items())) == (1131, [(3, 0), (9, 0), (4, 1), (0, 2), (1, 2)])
print("order", hits, list(merged)[:3])
