"""weakref: refs, callbacks, proxies, WeakValueDictionary, WeakKeyDictionary, WeakSet, WeakMethod, finalize; errors."""
import gc
import weakref


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class O:
    def __init__(self, n=0):
        self.n = n

    def m(self):
        return self.n

    def __eq__(self, o):
        return isinstance(o, O) and self.n == o.n

    def __hash__(self):
        return hash(self.n)

    def __len__(self):
        return 5

    def __add__(self, x):
        return self.n + x


def scrub():
    """Work of the kinds that follow, with other objects: its words take the place of stale ones."""
    xs = [O(i) for i in range(3)]
    d = {}
    for i, x in enumerate(xs):
        d[i] = x
        d[x] = x.n
    assert len(d) == 6 and d[0] is xs[0] and d[xs[1]] == 1 and sorted([x.n for x in xs]) == [0, 1, 2]
    s = set()
    s.update(xs)
    return [weakref.ref(x.m) for x in xs] and [weakref.WeakMethod(x.m) for x in [O(9)]] and xs[2]


def collected(make):
    """Calls make in a frame of its own and collects; stale words on a stack may keep a few objects alive."""
    r = make()
    scrub()
    for _ in range(3):
        gc.collect()
    return r


FEW = 4
o = O(1)
r = weakref.ref(o)
assert r() is o and weakref.ref(o) is r and weakref.getweakrefcount(o) == 1 and weakref.getweakrefs(o) == [r]
assert hash(r) == hash(o)
keep, other = O(1), O(4)
assert weakref.ref(o) == weakref.ref(keep) and weakref.ref(o) != weakref.ref(other)
r2 = weakref.ref(o, lambda ref: None)
assert r2 is not r and weakref.getweakrefcount(o) == 2 and repr(r).startswith("<weakref at 0x")
assert "to 'O'" in repr(r) and r.__callback__ is None and r2.__callback__ is not None
dead_log = []
refs = collected(lambda: [weakref.ref(x, lambda ref: dead_log.append(ref)) for x in map(O, range(50))])
dead = [d for d in refs if d() is None]
assert len(dead) >= 50 - FEW and len(dead_log) == len(dead) and set(map(id, dead_log)) == set(map(id, dead))
assert "dead" in repr(dead[0]) and dead[0] != dead[1] and dead[0] == dead[0]
assert weakref.getweakrefcount(5) == 0
raises(TypeError, 'weak object has gone away', hash, dead[0])
for bad in (5, "a", (), None, [], {}):
    raises(TypeError, "cannot create weak reference to '" + type(bad).__name__ + "' object", weakref.ref, bad)
raises(TypeError, '__new__ expected at least 1 argument, got 0', weakref.ref)
raises(TypeError, 'weakref expected 0 arguments, got 1', r, 1)
p = weakref.proxy(o)
assert p.n == 1 and p.m() == 1 and len(p) == 5 and p + 2 == 3 and p == o and isinstance(p, O)
assert type(p) is weakref.ProxyType and p.__class__ is O
p.n = 9
assert o.n == 9 and str(p) == str(o) and bool(p)
raises(TypeError, "unhashable type: 'weakref.ProxyType'", hash, p)
proxies = collected(lambda: [weakref.proxy(x) for x in map(O, range(50))])
gone = 0
for dp in proxies:
    try:
        dp.n
    except ReferenceError as e:
        assert str(e) == 'weakly-referenced object no longer exists'
        gone += 1
assert gone >= 50 - FEW
cp = weakref.proxy(collected)
assert type(cp) is weakref.CallableProxyType and cp(lambda: 5) == 5


def fill(d):
    xs = [O(i) for i in range(50)]
    for i, x in enumerate(xs):
        d[i] = x
    assert len(d) == 50 and d[3] is xs[3] and sorted(d.keys()) == list(range(50))
    return xs[4]


wv = weakref.WeakValueDictionary()
four = collected(lambda: fill(wv))
assert 1 <= len(wv) <= 1 + FEW and wv[4] is four and wv.get(99) is None and 4 in wv and wv.pop(4) is four
assert 4 not in wv
raises(KeyError, "99", lambda: wv[99])


def fill_keys(d):
    xs = [O(i) for i in range(50)]
    for x in xs:
        d[x] = x.n * 10
    assert d[O(3)] == 30 and len(d) == 50
    return xs[2]


wk = weakref.WeakKeyDictionary()
two = collected(lambda: fill_keys(wk))
assert 1 <= len(wk) <= 1 + FEW and wk[two] == 20 and two in list(wk) and wk.setdefault(o, "dflt") == "dflt"
ws = weakref.WeakSet([two])


def fill_set(s):
    xs = [O(i) for i in range(20, 70)]
    s.update(xs)
    assert len(s) == 51 and xs[0] in s


collected(lambda: fill_set(ws))
assert 1 <= len(ws) <= 1 + FEW and two in ws
ws.discard(two)
assert two not in ws
wm = weakref.WeakMethod(o.m)
assert wm()() == 9 and wm == weakref.WeakMethod(o.m)
assert sum(m() is None for m in collected(lambda: [weakref.WeakMethod(x.m) for x in [O(i) for i in range(50)]])) >= 50 - FEW
fin = []
fs = collected(lambda: [weakref.finalize(x, fin.append, "finalized") for x in [O(i) for i in range(50)]])
assert len(fin) >= 50 - FEW and sum(not f.alive for f in fs) == len(fin)
assert [f() for f in fs if not f.alive] == [None] * len(fin)
g = weakref.finalize(o, fin.append, "manual")
assert g.alive and g.peek()[2] == ("manual",) and g.detach() is not None and not g.alive
h = weakref.finalize(o, lambda: 42)
h.atexit = False
assert h() == 42 and h() is None
for f in fs:
    f.detach()


class Slots:
    __slots__ = ("a", "__weakref__")


class NoWeak:
    __slots__ = ("a",)


s = Slots()
assert weakref.ref(s)() is s
raises(TypeError, "cannot create weak reference to 'NoWeak' object", weakref.ref, NoWeak())
for thing in (lambda: 0, O, {1}, frozenset([2]), (i for i in []), gc, type("X", (list,), {})()):
    assert weakref.ref(thing)() is thing


def cycles():
    out = []
    for _ in range(50):
        a, b = O(1), O(2)
        a.b, b.a = b, a
        out += [weakref.ref(a), weakref.ref(b)]
    return out


cyc = collected(cycles)
assert sum(c() is None for c in cyc) >= 100 - 2 * FEW
print("weakref", len(cyc), gone >= 46, wk[two])
