"""weakref and copy: references, callbacks, proxies, weak containers, finalizers; shallow and deep copies."""
import copy
import gc
import weakref


class Thing:
    def __init__(self, n):
        self.n = n

    def method(self):
        return self.n


a = Thing(1)
r = weakref.ref(a)
assert r() is a and weakref.ref(a) is r and weakref.getweakrefcount(a) == 1 and weakref.getweakrefs(a) == [r] and r == weakref.ref(a) and hash(r) == hash(a)
p = weakref.proxy(a)
assert p.n == 1 and p.method() == 1 and isinstance(p, Thing) and type(p) is weakref.ProxyType
p.n = 5
assert a.n == 5
m = weakref.WeakMethod(a.method)
assert m()() == 5
for bad in (5, "s", None, (1,), [1]):
    try:
        weakref.ref(bad)
    except TypeError as error:
        assert str(error) == f"cannot create weak reference to '{type(bad).__name__}' object"
    else:
        raise AssertionError(bad)


class Slots:
    __slots__ = ("x",)


try:
    weakref.ref(Slots())
except TypeError as error:
    assert str(error) == "cannot create weak reference to 'Slots' object"

values = weakref.WeakValueDictionary()
values["a"] = a
keys = weakref.WeakKeyDictionary({a: "data"})
things = weakref.WeakSet([a])
assert values["a"] is a and dict(values.items()) == {"a": a} and keys[a] == "data" and a in things and len(things) == 1 and "a" in values

log = []


def make():
    def inner():
        # Each in a ring of its own: a stale word on the stack keeps one alive, not all.
        refs, finalizers = [], []
        for i in range(50):
            o = Thing(i)
            o.ring = [o]
            refs.append(weakref.ref(o, lambda r: log.append("dead")))
            finalizers.append(weakref.finalize(o, log.append, "final"))
        return refs, finalizers

    return inner()


def deeper(n):
    return make() if n == 0 else deeper(n - 1)


refs, finalizers = deeper(30)
for _ in range(3):
    gc.collect()
dead = sum(ref() is None for ref in refs)
assert dead >= 45 and log.count("dead") == dead and log.count("final") == dead == sum(not f.alive for f in finalizers)
for f in finalizers:
    f.detach()

original = {"list": [1, [2, 3]], "set": {1, 2}, "tuple": (1, [2]), "thing": a}
shallow, deep = copy.copy(original), copy.deepcopy(original)
assert shallow == original and shallow["list"] is original["list"] and deep["list"] == original["list"] and deep["list"][1] is not original["list"][1] and deep["tuple"][1] is not original["tuple"][1] and deep["thing"] is not a and deep["thing"].n == 5
ring = [1]
ring.append(ring)
twin = copy.deepcopy(ring)
assert twin[1] is twin and twin is not ring
shared = [[]] * 3
assert len({id(x) for x in copy.deepcopy(shared)}) == 1
same = (1, "x", (2.5, None))
assert copy.copy(same) is same and copy.deepcopy(same) is same and copy.deepcopy(len) is len and copy.copy(Thing) is Thing


class Custom:
    def __init__(self):
        self.log = []

    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return ("deep", len(memo))


class Reduced:
    def __init__(self, x):
        self.x = x

    def __reduce__(self):
        return Reduced, (self.x * 2,)


assert copy.copy(Custom()) == "copied" and copy.deepcopy([Custom()])[0][0] == "deep" and copy.copy(Reduced(4)).x == 8 and copy.replace is not None


class State:
    def __getstate__(self):
        return {"kept": 1}

    def __setstate__(self, state):
        self.__dict__.update(state, restored=True)


assert copy.copy(State()).__dict__ == {"kept": 1, "restored": True}
try:
    copy.deepcopy(x for x in ())
except TypeError as error:
    assert str(error) == "cannot pickle 'generator' object"
print("weakref", r() is a, values["a"].n, sorted(deep))
