"""copy and deepcopy: memo, cycles, hooks, replace, slots, reduce in every form, atomic values."""
import copy
import types


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class Tracked:
    def __init__(self, v):
        self.v = v

    def __copy__(self):
        return Tracked(("copied", self.v))

    def __deepcopy__(self, memo):
        return Tracked(("deep", copy.deepcopy(self.v, memo)))


class Slots:
    __slots__ = ("a", "b", "__dict__")


class Reduce:
    def __init__(self, *a):
        self.a, self.items, self.state = a, [], None

    def __reduce_ex__(self, p):
        return Reduce, (1, p >= 2), {"state": "s"}, iter([7, 8])

    def append(self, x):
        self.items.append(x)

    def extend(self, xs):
        self.items.extend(xs)


class Text:
    def __reduce__(self):
        return "GLOBAL"


GLOBAL = Text()
x = [1, [2, 3], {"k": [4]}, (5, [6]), {7}, bytearray(b"8")]
s, d = copy.copy(x), copy.deepcopy(x)
assert s == d == x and s[1] is x[1] and d[1] is not x[1] and d[3][1] is not x[3][1] and d[5] is not x[5]
loop = [1]
loop.append(loop)
c = copy.deepcopy(loop)
assert c[1] is c and c is not loop
shared = [0]
c = copy.deepcopy({"a": shared, "b": (shared, shared)})
assert c["a"] is c["b"][0] is c["b"][1] is not shared
print(copy.copy(Tracked(1)).v, copy.deepcopy(Tracked([1])).v)
o = Slots()
o.a, o.extra = [1], "e"
c = copy.deepcopy(o)
print(c.a, c.extra, hasattr(c, "b"), c.a is o.a, copy.copy(o).a is o.a)
r = copy.copy(Reduce(9))
print(r.a, r.items, r.state, copy.copy(GLOBAL) is GLOBAL)
for v in (1, "s", b"b", None, ..., int, len, print, (1, "a"), frozenset([1]), range(3), 2 ** 100, copy, types.SimpleNamespace):
    if not isinstance(v, types.ModuleType):
        assert copy.copy(v) is v and copy.deepcopy(v) == v, v
print(attempt(copy.copy, copy), attempt(copy.deepcopy, (i for i in ())), attempt(copy.replace, 5, a=1), copy.replace(types.SimpleNamespace(a=1, b=2), b=3), copy.copy(slice(1, 2)))
memo = {}
y = [1]
copy.deepcopy(y, memo)
assert memo[id(y)] == y and len(memo) >= 1
