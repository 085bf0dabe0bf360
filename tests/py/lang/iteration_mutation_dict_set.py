"""Dicts and sets changed while they are iterated, looked up, compared or merged; exact errors; views stay live."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def it(view, change, n=4):
    d, seen = {i: i * 10 for i in range(n)}, []
    for x in getattr(d, view)() if view else d:
        seen.append(x)
        change(d)
    return seen


SIZE = "dictionary changed size during iteration"
for view in ("", "keys", "values", "items"):
    raises(RuntimeError, SIZE, it, view, lambda d: d.__setitem__(99, 1))
    raises(RuntimeError, SIZE, it, view, lambda d: d.pop(0, None))
    raises(RuntimeError, SIZE, it, view, lambda d: d.clear())
    assert len(it(view, lambda d: d.__setitem__(1, "changed"))) == 4
    assert len(it(view, lambda d: d.update({2: 5, 3: 6}))) == 4
d = {1: 1, 2: 2, 3: 3}
i = iter(d)
next(i)
d[4] = 4
raises(RuntimeError, SIZE, next, i)
raises(RuntimeError, SIZE, next, i)
del d[4]
raises(RuntimeError, SIZE, next, i)

d = dict.fromkeys(range(5))
for k in list(d):
    del d[k]
assert d == {}
r = reversed(d := {1: 1, 2: 2})
next(r)
d[3] = 3
raises(RuntimeError, SIZE, next, r)
for k in (d := {1: 1}):
    d.clear()
    break
for k in (d := {1: 1}):
    d[2] = 2
    del d[2]
    break

s = {1, 2, 3}


def it_set(change):
    s = {1, 2, 3}
    for x in s:
        change(s)


raises(RuntimeError, 'Set changed size during iteration', it_set, lambda s: s.add(9))
raises(RuntimeError, 'Set changed size during iteration', it_set, lambda s: s.discard(2))
raises(RuntimeError, 'Set changed size during iteration', it_set, lambda s: s.clear())
it_set(lambda s: s.add(1))
it_set(lambda s: s.update([2, 3]))


class Evil:
    """Equal to nothing; its comparison changes the table it lives in."""

    armed = None

    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h

    def __eq__(self, o):
        if Evil.armed:
            act, Evil.armed = Evil.armed, None
            act()
        return False


d = {Evil(1): 1, Evil(1): 2, Evil(1): 3}
for action in (d.clear, lambda: d.update({i: i for i in range(100)}), lambda: d.pop(next(iter(d)), None)):
    d.clear()
    d.update({Evil(1): 1})
    d[Evil(1)] = 2
    Evil.armed = action
    assert d.get(Evil(1), "absent") == "absent" and Evil.armed is None
    d.clear()
    d[Evil(1)] = 1
    Evil.armed = action
    d[Evil(1)] = "stored"
    assert "stored" in d.values()
st = {Evil(1)}
Evil.armed = st.clear
st.add(Evil(1))
assert len(st) == 1
Evil.armed = st.clear
assert Evil(1) not in st and len(st) == 0
st = {Evil(1), Evil(1)}
Evil.armed = lambda: st.update(range(50))
st.discard(Evil(1))
assert len(st) == 52
a, b = {Evil(1): 1}, {Evil(1): 1}
Evil.armed = a.clear
assert a != b
a, b = {1: Evil(1)}, {1: Evil(1)}
Evil.armed = a.clear
assert not a == b and a == {}
keys, values, items = d.keys(), d.values(), d.items()
d.clear()
d["x"] = 1
assert list(keys) == ["x"] and list(values) == [1] and list(items) == [("x", 1)] and len(keys) == 1


class Grow(dict):
    def __missing__(self, k):
        self[k] = v = k * 2
        return v


g = Grow({1: 1})
raises(RuntimeError, SIZE, lambda: [g[k + 1] for k in g])


class KeysGrow:
    def __init__(self, d):
        self.d = d

    def keys(self):
        return ["a", "b"]

    def __getitem__(self, k):
        self.d[k + k] = 1
        return k


m = {}
m.update(KeysGrow(m))
assert m == {"aa": 1, "a": "a", "bb": 1, "b": "b"}
src = {i: i for i in range(5)}


class HashEvil:
    def __hash__(self):
        src.clear()
        return 5


assert len({HashEvil()}) == 1 and src == {}
n = 0
big = {i: i for i in range(500)}
while big:
    k = next(iter(big))
    n += big.pop(k)
    if k % 3 == 0 and k < 10 ** 6:
        big[k + 10 ** 6] = 1
assert n == 124750 + 167 and big == {}
print("dict mutation", n, m)
